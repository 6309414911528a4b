namespace Universal.PowerShell.Declaring;

/// <summary>A resource that a line of a configuration file declares.</summary>
public sealed class Declaration
{
    /// <summary>What is declared: <see cref="Resources.ResourceKind.Name"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The cmdlet that was called.</summary>
    public required string Cmdlet { get; init; }

    /// <summary>What tells it from others of its kind; null for what there is only one of, or what has no name.</summary>
    public string? Name { get; init; }

    /// <summary>The parameters that the line gives, as plain values (see <see cref="PlainValue"/>), by name in ordinal order.</summary>
    public required IReadOnlyDictionary<string, object?> Properties { get; init; }

    /// <summary>Parameters that the cmdlet does not declare. For a schedule they are the parameters of its script.</summary>
    public required IReadOnlyDictionary<string, object?> Others { get; init; }

    /// <summary>Where it is declared.</summary>
    public required SourcePlace Place { get; init; }
}
