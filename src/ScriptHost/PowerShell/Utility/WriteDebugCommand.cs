using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a debug message.</summary>
[Cmdlet(VerbsCommunications.Write, "Debug")]
public sealed class WriteDebugCommand : PSCmdlet
{
    /// <summary>The message.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteDebug(Message);
}
