using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A property as commands take it: a name, a pattern, a script block, or a table with a name and an expression.</summary>
internal sealed class PropertySelector
{
    private readonly ScriptBlock? _expression;
    private readonly string _pattern;

    private PropertySelector(string? name, string pattern, ScriptBlock? expression, bool? descending = null) =>
        (Name, _pattern, _expression, Descending) = (name, pattern, expression, descending);

    /// <summary>The name the value gets; null: the property's own.</summary>
    public string? Name { get; }

    /// <summary>The order the user wants by this property; null: the command's own.</summary>
    public bool? Descending { get; }

    /// <summary>Reads a property as the user gave it.</summary>
    /// <exception cref="PSArgumentException">It is none of those.</exception>
    public static PropertySelector Parse(object property)
    {
        switch (property is PSObject wrapped ? wrapped.BaseObject : property)
        {
            case ScriptBlock block:
                return new(block.ToString(), "", block);
            case IDictionary table:
                return Parse(table);
            case var other:
                return new(null, LanguagePrimitives.ConvertTo<string>(other), null);
        }
    }

    /// <summary>The values of an object: several for a pattern, none when it has no such property.</summary>
    public IEnumerable<(string Name, object? Value)> Values(PSObject from)
    {
        if (_expression is not null)
        {
            yield return (Name!, Evaluate(from));
            yield break;
        }

        if (!WildcardPattern.ContainsWildcardCharacters(_pattern))
        {
            if (from.Members[_pattern] is PSPropertySet set)
            {
                foreach (var member in set.ReferencedPropertyNames)
                    if (TryGet(from, member, out var memberName, out var memberValue))
                        yield return (memberName, memberValue);
                yield break;
            }

            if (TryGet(from, _pattern, out var name, out var value))
                yield return (Name ?? name, value);
            yield break;
        }

        var pattern = WildcardPattern.Get(_pattern, WildcardOptions.IgnoreCase);
        foreach (var property in from.Properties)
            if (pattern.IsMatch(property.Name))
                yield return (Name ?? property.Name, ValueOf(property));
    }

    /// <summary>The name for an object that has no such property.</summary>
    public string? MissingName => _expression is null && !WildcardPattern.ContainsWildcardCharacters(_pattern) ? Name ?? _pattern : null;

    private static PropertySelector Parse(IDictionary table)
    {
        string? name = null;
        object? expression = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            // Any beginning of the key counts: n, name, l, label, e, expression.
            var key = string.Create(CultureInfo.InvariantCulture, $"{entry.Key}").ToLowerInvariant();
            if (key.Length > 0 && ("name".StartsWith(key, StringComparison.Ordinal) || "label".StartsWith(key, StringComparison.Ordinal)))
                name = LanguagePrimitives.ConvertTo<string>(entry.Value);
            else if (key.Length > 0 && "expression".StartsWith(key, StringComparison.Ordinal))
                expression = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            else if (key.Length > 0 && "descending".StartsWith(key, StringComparison.Ordinal))
                descending = LanguagePrimitives.IsTrue(entry.Value);
            else if (key.Length > 0 && "ascending".StartsWith(key, StringComparison.Ordinal))
                descending = !LanguagePrimitives.IsTrue(entry.Value);
            else
                throw new PSArgumentException($"The key '{entry.Key}' is not valid: a property is described by Name (or Label) and Expression.");
        }

        return expression switch
        {
            ScriptBlock block => new(name ?? block.ToString(), "", block, descending),
            null => throw new PSArgumentException("The property has no Expression."),
            _ => new(name, LanguagePrimitives.ConvertTo<string>(expression), null, descending),
        };
    }

    private static bool TryGet(PSObject from, string wanted, out string name, out object? value)
    {
        if (from.BaseObject is IDictionary table && table.Contains(wanted))
        {
            (name, value) = (wanted, table[wanted]);
            return true;
        }

        var property = from.Properties[wanted];
        (name, value) = property is null ? (wanted, null) : (property.Name, ValueOf(property));
        return property is not null;
    }

    // Commands show a property that throws as empty.
    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private object? Evaluate(PSObject from)
    {
        try
        {
            var results = _expression!.InvokeWithContext(null, [new PSVariable("_", from), new PSVariable("this", from)], null);
            return results.Count switch
            {
                0 => null,
                1 => results[0],
                _ => results.ToArray<object>(),
            };
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            return null;
        }
    }
}
