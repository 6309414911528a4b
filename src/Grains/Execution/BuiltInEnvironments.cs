using Universal.Repository.Catalogue;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>The environments that every node has.</summary>
internal static class BuiltInEnvironments
{
    /// <summary>Name of the PowerShell of Windows. Other systems have it in their list with the reason why they cannot run it.</summary>
    public const string WindowsPowerShell = "Windows PowerShell 5.1";

    private static readonly ScriptEnvironmentOptions PowerShell = new() { Kind = ScriptKind.PowerShell };

    // -u: Python would keep its output back in a buffer until it is full.
    private static readonly ScriptEnvironmentOptions Python = new() { Command = "python3", Arguments = ["-u", ScriptEnvironments.ScriptPath] };

    private static readonly Dictionary<string, ScriptEnvironmentOptions> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PowerShell"] = PowerShell,
        ["Integrated"] = PowerShell,
        ["Agent"] = PowerShell,
        ["PowerShell 7"] = PowerShell,
        ["pwsh"] = PowerShell,
        [WindowsPowerShell] = new()
        {
            Command = "powershell.exe",
            Unavailable = OperatingSystem.IsWindows() ? null : WindowsOnly.Reason(WindowsPowerShell, null, null),
        },
        ["bash"] = new() { Command = "bash" },
        ["sh"] = new() { Command = "sh" },
        ["python3"] = Python,
        ["python"] = Python,
        ["node"] = new() { Command = "node" },
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Names of those that this machine may be able to run.</summary>
    public static IEnumerable<string> NamesHere => All.Where(entry => entry.Value.Unavailable is null).Select(entry => entry.Key);

    /// <summary>The one of that name, letter case ignored, with its name as it is written here. Null: there is none.</summary>
    public static (string Name, ScriptEnvironmentOptions Options)? Find(string name) =>
        All.TryGetValue(name, out var options) ? (All.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)), options) : null;
}
