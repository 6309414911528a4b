using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sets variables to nothing.</summary>
[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class ClearVariableCommand : VariableCommandBase
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>Also read-only ones.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the variables.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
        {
            if (!ShouldProcess($"Name: {variable.Name}", "Clear variable"))
                continue;
            var cleared = Attempt(() =>
            {
                if (Force && variable.Options.HasFlag(ScopedItemOptions.ReadOnly))
                    EngineInternals.Call(Session, "SetVariable", new PSVariable(variable.Name, null, variable.Options), true, MyInvocation.CommandOrigin);
                else
                    variable.Value = null;
            });
            if (cleared && PassThru)
                WriteObject(variable);
        }
    }
}
