using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What commands on variables have in common: finding them in a scope, with wildcards.</summary>
public abstract class VariableCommandBase : PSCmdlet
{
    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number, 0 being the current one. Default: the current scope and its parents.</summary>
    [Parameter]
    public string? Scope { get; set; }

    private protected object Session => EngineInternals.Of(SessionState);

    /// <summary>The variables that a name or pattern stands for; an error when a name stands for none.</summary>
    private protected IReadOnlyList<PSVariable> Find(string name, string[]? include = null, string[]? exclude = null)
    {
        IReadOnlyList<PSVariable> found;
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var table = (IDictionary<string, PSVariable>)(Scope is null
                ? EngineInternals.Call(Session, "GetVariableTable")
                : EngineInternals.Call(Session, "GetVariableTableAtScope", Scope))!;
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            found = [.. table.Values.Where(variable => pattern.IsMatch(variable.Name)).OrderBy(variable => variable.Name, StringComparer.CurrentCultureIgnoreCase)];
        }
        else
        {
            var variable = Scope is null ? SessionState.PSVariable.Get(name) : (PSVariable?)EngineInternals.Call(Session, "GetVariableAtScope", name, Scope);
            found = variable is null ? [] : [variable];
            if (variable is null)
                WriteError(NotFound(name));
        }

        return include is null && exclude is null ? found : [.. found.Where(variable => (include is null || Matches(variable, include)) && (exclude is null || !Matches(variable, exclude)))];
    }

    /// <summary>Does something and writes what the engine refuses as an error of this command.</summary>
    private protected bool Attempt(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            return false;
        }
    }

    private static ErrorRecord NotFound(string name) =>
        new(new ItemNotFoundException($"Cannot find a variable with the name '{name}'."), "VariableNotFound", ErrorCategory.ObjectNotFound, name);

    private static bool Matches(PSVariable variable, string[] patterns) =>
        Array.Exists(patterns, pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(variable.Name));
}
