using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives variables other values, or makes them.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class SetVariableCommand : VariableCommandBase
{
    private readonly List<object?> _piped = [];
    private bool _fromPipeline;

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>The value. Several from the pipeline make a list.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    /// <summary>Adds to the value.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>What they are for, in words.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>What may be done with them.</summary>
    [Parameter]
    public ScopedItemOptions? Option { get; set; }

    /// <summary>Who may see them.</summary>
    [Parameter]
    public SessionStateEntryVisibility? Visibility { get; set; }

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
    protected override void BeginProcessing() => _fromPipeline = MyInvocation.ExpectingInput;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (_fromPipeline)
            _piped.Add(Value);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var given = _fromPipeline || MyInvocation.BoundParameters.ContainsKey(nameof(Value));
        var value = _fromPipeline ? _piped.Count == 1 ? _piped[0] : _piped.ToArray() : Value;
        foreach (var name in Name)
        {
            foreach (var target in Targets(name))
            {
                if (ShouldProcess($"Name: {target} Value: {value}", "Set variable"))
                    Attempt(() => Set(target, given, value));
            }
        }
    }

    private IEnumerable<string> Targets(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
            return Find(name, Include, Exclude).Select(variable => variable.Name);
        var matches = (string[] patterns) => Array.Exists(patterns, pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));
        return (Include is null || matches(Include)) && (Exclude is null || !matches(Exclude)) ? [name] : [];
    }

    private void Set(string name, bool given, object? value)
    {
        // A name can hold its scope itself: global:x.
        var existing = Scope is not null ? (PSVariable?)EngineInternals.Call(Session, "GetVariableAtScope", name, Scope)
            : name.Contains(':', StringComparison.Ordinal) ? SessionState.PSVariable.Get(name)
            : (PSVariable?)EngineInternals.Call(Session, "GetVariableAtScope", name, "local");
        if (Append)
        {
            var before = existing ?? SessionState.PSVariable.Get(name);
            value = before?.Value is null ? value : Joined(before.Value, value);
        }

        if (existing is null || Option is not null || Force)
        {
            var colon = name.LastIndexOf(':');
            var made = new PSVariable(name[(colon + 1)..], given ? value : existing?.Value, Option ?? existing?.Options ?? ScopedItemOptions.None);
            if (existing is not null)
                foreach (var attribute in existing.Attributes)
                    made.Attributes.Add(attribute);
            existing = (PSVariable)EngineInternals.Call(
                Session, "SetVariableAtScope", made, Scope ?? (colon > 0 ? name[..colon] : "local"), Force.IsPresent, MyInvocation.CommandOrigin)!;
        }
        else if (given)
        {
            existing.Value = value;
        }

        if (Description is not null)
            existing.Description = Description;
        if (Visibility is { } visibility)
            existing.Visibility = visibility;
        if (PassThru)
            WriteObject(existing);
    }

    private static object Joined(object before, object? added)
    {
        if (before is string text && added is string more && LanguagePrimitives.GetEnumerable(before) is null && LanguagePrimitives.GetEnumerable(added) is null)
            return new[] { text, more };
        IEnumerable<object?> first = LanguagePrimitives.GetEnumerable(before)?.Cast<object?>() ?? [before];
        IEnumerable<object?> second = LanguagePrimitives.GetEnumerable(added)?.Cast<object?>() ?? [added];
        return first.Concat(second).ToArray();
    }
}
