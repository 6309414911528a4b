using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A new identifier.</summary>
[Cmdlet(VerbsCommon.New, "Guid", DefaultParameterSetName = "Default")]
[OutputType(typeof(Guid))]
public sealed class NewGuidCommand : PSCmdlet
{
    /// <summary>The one that is all zeros.</summary>
    [Parameter(ParameterSetName = "Empty")]
    public SwitchParameter Empty { get; set; }

    /// <summary>One as text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public string? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Default")
        {
            WriteObject(Guid.NewGuid());
        }
        else if (Empty)
        {
            WriteObject(Guid.Empty);
        }
        else if (Guid.TryParse(InputObject, out var guid))
        {
            WriteObject(guid);
        }
        else
        {
            WriteError(new ErrorRecord(
                new FormatException("Unrecognized Guid format."), "StringNotRecognizedAsGuid", ErrorCategory.InvalidArgument, InputObject));
        }
    }
}
