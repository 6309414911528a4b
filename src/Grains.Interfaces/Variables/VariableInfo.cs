namespace Universal.Variables;

/// <summary>Where a variable comes from.</summary>
[GenerateSerializer, Alias("universal.VariableSource")]
public enum VariableSource
{
    /// <summary>A file of the repository declares it.</summary>
    Repository = 0,

    /// <summary>It was created on the server and lies in the database.</summary>
    Database = 1,
}

/// <summary>A platform variable. The value of a secret is never in it.</summary>
[GenerateSerializer, Immutable, Alias("universal.VariableInfo")]
public sealed record VariableInfo
{
    /// <summary>Number that stands for the name: the same on every node.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>Name. Letter case does not matter.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Type, as <c>System.String</c> or <c>PSCredential</c>. Null: that of the value.</summary>
    [Id(2)] public string? Type { get; init; }

    /// <summary>Value as JSON. Null: it has none, or it is secret.</summary>
    [Id(3)] public string? Value { get; init; }

    /// <summary>The vault that has the value. Null: it is no secret.</summary>
    [Id(4)] public string? Vault { get; init; }

    /// <summary>What it is for.</summary>
    [Id(5)] public string? Description { get; init; }

    /// <summary>Environments whose scripts see it. Empty: those that do not say which variables they want.</summary>
    [Id(6)] public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Roles that may use it. Empty: all.</summary>
    [Id(7)] public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether it is not offered as a credential to run as.</summary>
    [Id(8)] public bool DisableRunAs { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(9)] public VariableSource Source { get; init; }

    /// <summary>File of the repository that declares it.</summary>
    [Id(10)] public string? File { get; init; }

    /// <summary>Line in that file.</summary>
    [Id(11)] public int? Line { get; init; }

    /// <summary>Whether there is a value. Of a secret, whether it was set in the vault.</summary>
    [Id(12)] public bool HasValue { get; init; }

    /// <summary>When the value, or the variable, was changed in the database. Null: never.</summary>
    [Id(13)] public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>By whom.</summary>
    [Id(14)] public string? ChangedBy { get; init; }

    /// <summary>Its members without the value.</summary>
    public override string ToString() => $"{Name} ({Source})";
}

/// <summary>What a new variable is, or what changes of one. Null: it stays, or the default.</summary>
[GenerateSerializer, Immutable, Alias("universal.VariableChange")]
public sealed record VariableChange
{
    /// <summary>Name; of a change, the new one.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>Type, as <c>System.String</c> or <c>PSCredential</c>.</summary>
    [Id(1)] public string? Type { get; init; }

    /// <summary>Value as JSON. Of a credential an object of <c>userName</c> and <c>password</c>.</summary>
    [Id(2)] public string? Value { get; init; }

    /// <summary><c>Database</c> or <c>BuiltInLocalVault</c> makes it a secret. Cannot be changed.</summary>
    [Id(3)] public string? Vault { get; init; }

    /// <summary>What it is for.</summary>
    [Id(4)] public string? Description { get; init; }

    /// <summary>Environments whose scripts see it.</summary>
    [Id(5)] public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>Roles that may use it.</summary>
    [Id(6)] public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Whether it is not offered as a credential to run as.</summary>
    [Id(7)] public bool? DisableRunAs { get; init; }

    /// <summary>Its members without the value.</summary>
    public override string ToString() => $"change of {Name}";
}

/// <summary>Outcome of a change of variables.</summary>
[GenerateSerializer, Alias("universal.VariableStatus")]
public enum VariableStatus
{
    /// <summary>Done and stored.</summary>
    Done = 0,

    /// <summary>There is no such variable, or it is not the caller's to see.</summary>
    NotFound = 1,

    /// <summary>A value is wrong; the errors say which.</summary>
    Invalid = 2,

    /// <summary>There is one of that name, or somebody else changed it at the same time.</summary>
    Conflict = 3,

    /// <summary>A file of the repository declares it: it is changed there.</summary>
    InRepository = 4,
}

/// <summary>Outcome of a change of variables.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Variable">The variable, when it is there.</param>
/// <param name="Message">Why not, for people.</param>
/// <param name="Errors">Faults by field.</param>
[GenerateSerializer, Immutable, Alias("universal.VariableResult")]
public sealed record VariableResult(
    [property: Id(0)] VariableStatus Status,
    [property: Id(1)] VariableInfo? Variable = null,
    [property: Id(2)] string? Message = null,
    [property: Id(3)] IReadOnlyDictionary<string, string[]>? Errors = null);
