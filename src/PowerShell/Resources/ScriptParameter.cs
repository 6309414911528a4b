namespace Universal.PowerShell.Resources;

/// <summary>A parameter of a script, declared with it.</summary>
public sealed class ScriptParameter : Resource
{
    /// <summary>Its type.</summary>
    public string? Type { get; set; }

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; set; }

    /// <summary>Its default.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>The values that it can have.</summary>
    public string[]? ValidValues { get; set; }

    /// <inheritdoc />
    public override object? ToValue() => Declaring.PlainValue.Of(new System.Collections.Hashtable
    {
        [nameof(Name)] = Name,
        [nameof(Type)] = Type,
        [nameof(Required)] = Required,
        [nameof(DefaultValue)] = DefaultValue,
        [nameof(Description)] = Description,
        [nameof(ValidValues)] = ValidValues,
    });
}
