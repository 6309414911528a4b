using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects to the success stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Output")]
public sealed class WriteOutputCommand : PSCmdlet
{
    /// <summary>The objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes a collection as one object.</summary>
    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(InputObject, !NoEnumerate);
}
