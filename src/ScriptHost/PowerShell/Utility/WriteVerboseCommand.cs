using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes a verbose message.</summary>
[Cmdlet(VerbsCommunications.Write, "Verbose")]
public sealed class WriteVerboseCommand : PSCmdlet
{
    /// <summary>The message.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteVerbose(Message);
}
