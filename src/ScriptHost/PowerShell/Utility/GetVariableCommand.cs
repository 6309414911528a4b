using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Variables.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : VariableCommandBase
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Writes their values only.</summary>
    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    /// <summary>Takes only those whose names match.</summary>
    [Parameter]
    public string[]? Include { get; set; }

    /// <summary>Leaves out those whose names match.</summary>
    [Parameter]
    public string[]? Exclude { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var variable in Name.SelectMany(name => Find(name, Include, Exclude)))
            WriteObject(ValueOnly ? variable.Value : variable);
    }
}
