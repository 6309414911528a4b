namespace Universal.PowerShell.Resources;

/// <summary>A resource of a server, or the name of one: a parameter of such a type takes either.</summary>
public abstract class Resource
{
    /// <summary>Its number; 0: only its name is known.</summary>
    public long Id { get; set; }

    /// <summary>Its name.</summary>
    public virtual string? Name { get; set; }

    /// <summary>The name, or the number of what has none.</summary>
    public virtual object? ToValue() => Name ?? (object)Id;

    /// <inheritdoc />
    public override string ToString() => Name ?? Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
