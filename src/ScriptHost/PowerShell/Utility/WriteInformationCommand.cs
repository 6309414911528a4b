using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes to the information stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Information")]
public sealed class WriteInformationCommand : PSCmdlet
{
    /// <summary>The message, or any object.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [Alias("Msg", "Message")]
    public object? MessageData { get; set; }

    /// <summary>Tags of the record.</summary>
    [Parameter(Position = 1)]
    public string[] Tags { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}
