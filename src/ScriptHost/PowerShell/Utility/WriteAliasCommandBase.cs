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

    /// <summary>An alias that is in no scope yet.</summary>
    internal static AliasInfo NewAlias(PSCmdlet command, string name, string value, ScopedItemOptions options, string description)
    {
        var context = EngineInternals.Call(command, "get_Context");
        var alias = (AliasInfo)EngineInternals.Create("System.Management.Automation.AliasInfo", name, value, context, options);
        alias.Description = description;
        return alias;
    }

    /// <summary>Puts the alias into its scope.</summary>
    private protected void Set()
    {
        var session = EngineInternals.Of(SessionState);
        var alias = NewAlias(this, Name, Value, Option, Description);
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
