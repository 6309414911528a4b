using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What commands that make aliases have in common.</summary>
public abstract class WriteAliasCommandBase : PSCmdlet
{
    /// <summary>The alias.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The command it stands for.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    /// <summary>What it is for, in words.</summary>
    [Parameter]
    public string Description { get; set; } = "";

    /// <summary>What may be done with it.</summary>
    [Parameter]
    public ScopedItemOptions Option { get; set; }

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number. Default: the current one.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <summary>Also when it is read-only, or exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the alias.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes the alias.</summary>
    private protected void Set()
    {
        var session = EngineInternals.Of(SessionState);
        var context = typeof(PSCmdlet).GetProperty("Context", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(this);
        var alias = (AliasInfo)EngineInternals.Create("System.Management.Automation.AliasInfo", Name, Value, context, Option);
        alias.Description = Description;
        try
        {
            var made = EngineInternals.Call(session, "SetAliasItemAtScope", alias, Scope ?? "local", Force.IsPresent, MyInvocation.CommandOrigin);
            if (PassThru)
                WriteObject(made);
        }
        catch (SessionStateException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
        }
    }
}
