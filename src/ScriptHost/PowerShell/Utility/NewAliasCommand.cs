using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes an alias.</summary>
[Cmdlet(VerbsCommon.New, "Alias", SupportsShouldProcess = true)]
[OutputType(typeof(AliasInfo))]
public sealed class NewAliasCommand : WriteAliasCommandBase
{
    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", "New Alias"))
            return;
        var existing = Scope is null
            ? EngineInternals.Call(EngineInternals.Of(SessionState), "GetAlias", Name)
            : EngineInternals.Call(EngineInternals.Of(SessionState), "GetAliasAtScope", Name, Scope);
        if (existing is not null && !Force)
        {
            WriteError(new ErrorRecord(
                new SessionStateException($"The alias is not allowed, because an alias with the name '{Name}' already exists."),
                "AliasAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        Set();
    }
}
