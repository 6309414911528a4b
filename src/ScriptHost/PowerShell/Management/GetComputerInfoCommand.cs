using System.Management.Automation;
using System.Runtime.InteropServices;

namespace Microsoft.PowerShell.Commands;

/// <summary>Some facts about this machine. Far fewer than PowerShell's, which asks Windows.</summary>
[Cmdlet(VerbsCommon.Get, "ComputerInfo")]
[Alias("gin")]
public sealed class GetComputerInfoCommand : PSCmdlet
{
    /// <summary>Only these, with wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? Property { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        var info = new PSObject();
        foreach (var (name, value) in Facts())
        {
            if (Property is null || Property.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name)))
                info.Properties.Add(new PSNoteProperty(name, value));
        }

        WriteObject(info);
    }

    private static (string, object?)[] Facts() =>
    [
        ("CsName", Environment.MachineName),
        ("CsNumberOfLogicalProcessors", Environment.ProcessorCount),
        ("CsTotalPhysicalMemory", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
        ("CsUserName", Environment.UserName),
        ("OsName", RuntimeInformation.OSDescription),
        ("OsVersion", Environment.OSVersion.Version.ToString()),
        ("OsArchitecture", RuntimeInformation.OSArchitecture.ToString()),
        ("OsUptime", TimeSpan.FromMilliseconds(Environment.TickCount64)),
        ("TimeZone", TimeZoneInfo.Local.DisplayName),
    ];
}
