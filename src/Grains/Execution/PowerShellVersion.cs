using System.Diagnostics;

namespace Universal.Grains.Execution;

/// <summary>Reads versions of PowerShell from its files, without running it.</summary>
internal static class PowerShellVersion
{
    /// <summary>That of the engine beside the script host; null: unknown.</summary>
    public static string? OfEmbedded(string hostPath) => Of(Path.GetDirectoryName(Path.GetFullPath(hostPath)));

    /// <summary>That of an installed pwsh; null: unknown.</summary>
    public static string? OfInstalled(string pwsh) =>
        Of(Path.GetDirectoryName(new FileInfo(pwsh).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? pwsh));

    private static string? Of(string? folder)
    {
        var engine = folder is null ? null : Path.Combine(folder, "System.Management.Automation.dll");
        // "7.6.9 SHA: ...": what built it is nobody's matter.
        return File.Exists(engine) ? FileVersionInfo.GetVersionInfo(engine).ProductVersion?.Split(' ', '+')[0] : null;
    }
}
