using System.Collections;
using System.Management.Automation;
using Universal.PowerShell.Resources;

namespace Universal.PowerShell.Platform;

/// <summary>Writes an entry to the log: in a job, to its information stream.</summary>
[Cmdlet(VerbsCommunications.Write, "PSULog")]
public sealed class WritePSULogCommand : PSCmdlet
{
    /// <summary>The part of the platform that it is about.</summary>
    [Parameter]
    public string? Feature { get; set; }

    /// <summary>The importance. Default: Information.</summary>
    [Parameter]
    public AgentLogLevel? Level { get; set; }

    /// <summary>The text.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Message { get; set; } = "";

    /// <summary>Further values.</summary>
    [Parameter]
    public Hashtable? Properties { get; set; }

    /// <summary>The resource that it is about.</summary>
    [Parameter]
    public string? Resource { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var prefix = $"[{Level?.Value ?? "Information"}]{(Feature is null ? "" : $" [{Feature}]")}{(Resource is null ? "" : $" [{Resource}]")} ";
        WriteInformation(prefix + Message, ["PSULog"]);
    }
}
