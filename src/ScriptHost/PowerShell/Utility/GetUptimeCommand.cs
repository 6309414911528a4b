using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>How long the machine has been running.</summary>
[Cmdlet(VerbsCommon.Get, "Uptime", DefaultParameterSetName = "Timespan")]
[OutputType(typeof(TimeSpan), typeof(DateTime))]
public sealed class GetUptimeCommand : PSCmdlet
{
    /// <summary>Writes since when.</summary>
    [Parameter(ParameterSetName = "Since")]
    public SwitchParameter Since { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var uptime = TimeSpan.FromSeconds(Environment.TickCount64 / 1000);
        WriteObject(Since ? TimeProvider.System.GetLocalNow().LocalDateTime - uptime : uptime);
    }
}
