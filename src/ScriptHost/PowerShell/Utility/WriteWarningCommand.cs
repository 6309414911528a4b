using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a warning.</summary>
[Cmdlet(VerbsCommunications.Write, "Warning")]
public sealed class WriteWarningCommand : PSCmdlet
{
    /// <summary>The message.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteWarning(Message);
}
