using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes aliases.</summary>
[Cmdlet(VerbsCommon.Remove, "Alias")]
public sealed class RemoveAliasCommand : PSCmdlet
{
    /// <summary>The aliases.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number. Default: the current one and its parents.</summary>
    [Parameter]
    public string? Scope { get; set; }

    /// <summary>Also read-only ones.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var session = EngineInternals.Of(SessionState);
        foreach (var name in Name)
        {
            var existing = Scope is null ? EngineInternals.Call(session, "GetAlias", name) : EngineInternals.Call(session, "GetAliasAtScope", name, Scope);
            if (existing is null)
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"This command cannot find a matching alias because an alias with the name '{name}' does not exist."),
                    "ItemNotFoundException", ErrorCategory.ObjectNotFound, name));
                continue;
            }

            try
            {
                EngineInternals.Call(session, "RemoveAlias", name, Force.IsPresent);
            }
            catch (SessionStateException e)
            {
                WriteError(new ErrorRecord(e.ErrorRecord, e));
            }
        }
    }
}
