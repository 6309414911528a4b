using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a variable.</summary>
[Cmdlet(VerbsCommon.New, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class NewVariableCommand : VariableCommandBase
{
    /// <summary>The name.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    /// <summary>What it is for, in words.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>What may be done with it.</summary>
    [Parameter]
    public ScopedItemOptions Option { get; set; }

    /// <summary>Who may see it.</summary>
    [Parameter]
    public SessionStateEntryVisibility Visibility { get; set; } = SessionStateEntryVisibility.Public;

    /// <summary>Replaces one of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the variable.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", "New variable"))
            return;
        if (!Force && EngineInternals.Call(Session, "GetVariableAtScope", Name, Scope ?? "local") is not null)
        {
            WriteError(new ErrorRecord(
                new SessionStateException($"A variable with name '{Name}' already exists."), "VariableAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        var variable = new PSVariable(Name, Value, Option) { Visibility = Visibility };
        if (Description is not null)
            variable.Description = Description;
        var made = Attempt(() =>
        {
            if (Scope is null)
                EngineInternals.Call(Session, "NewVariable", variable, Force.IsPresent);
            else
                EngineInternals.Call(Session, "NewVariableAtScope", variable, Scope, Force.IsPresent);
        });
        if (made && PassThru)
            WriteObject(variable);
    }
}
