namespace Universal.Repository.Catalogue;

/// <summary>A variable that the repository declares.</summary>
public sealed record VariableDefinition
{
    /// <summary>The type of names with passwords.</summary>
    public const string CredentialType = "PSCredential";

    /// <summary>Its name. Letter case does not matter.</summary>
    public required string Name { get; init; }

    /// <summary>Its type as declared. Null: that of its value.</summary>
    public string? Type { get; init; }

    /// <summary>Its value as JSON, secure strings as their text. Null: it has none, or a vault has it.</summary>
    public string? Value { get; init; }

    /// <summary>The texts of secure strings in the value, which must not be shown.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>The vault that has its value. Null: none.</summary>
    public string? Vault { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Environments whose scripts see it. Empty: those that do not say which variables they want.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Roles that may use it. Empty: all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether it is not offered as a credential to run as.</summary>
    public bool DisableRunAs { get; init; }

    /// <summary>File that declares it.</summary>
    public string File { get; init; } = "";

    /// <summary>Line in that file; null: unknown.</summary>
    public int? Line { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
