using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes variables.</summary>
[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
public sealed class RemoveVariableCommand : VariableCommandBase
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>Also read-only ones.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

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
            if (!ShouldProcess($"Name: {variable.Name}", "Remove variable"))
                continue;
            Attempt(() =>
            {
                if (Scope is null)
                    EngineInternals.Call(Session, "RemoveVariable", variable, Force.IsPresent);
                else
                    EngineInternals.Call(Session, "RemoveVariableAtScope", variable, Scope, Force.IsPresent);
            });
        }
    }
}
