using Universal.Jobs;

namespace Universal.Scripts;

/// <summary>Type of a script's parameter.</summary>
[GenerateSerializer, Alias("universal.ScriptParameterType")]
public enum ScriptParameterType
{
    /// <summary>Text.</summary>
    String = 0,

    /// <summary>A whole number of 64 bits.</summary>
    Integer = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>true or false.</summary>
    Boolean = 3,

    /// <summary>A point in time, ISO 8601.</summary>
    DateTime = 4,

    /// <summary>A JSON array.</summary>
    Array = 5,

    /// <summary>Any JSON value.</summary>
    Any = 6,
}

/// <summary>A parameter of a script.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScriptParameter")]
public sealed record ScriptParameter
{
    /// <summary>Name, without dashes or a dollar sign. Letter case does not matter.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Type of its value. Default <see cref="ScriptParameterType.String"/>.</summary>
    [Id(1)] public ScriptParameterType Type { get; init; }

    /// <summary>Whether a job cannot be created without it.</summary>
    [Id(2)] public bool Required { get; init; }

    /// <summary>Value used when none is given, as JSON.</summary>
    [Id(3)] public string? Default { get; init; }

    /// <summary>The only values allowed. Empty: any.</summary>
    [Id(4)] public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>What it is for.</summary>
    [Id(5)] public string? Description { get; init; }
}

/// <summary>A script of the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScriptDefinition")]
public sealed record ScriptDefinition
{
    /// <summary>Path in the repository with forward slashes: the script's identity.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>Name shown to people. Default: the path.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Number of the script in REST paths: stable for a path, the same on every node.</summary>
    [Id(2)] public required long Number { get; init; }

    /// <summary>What it does.</summary>
    [Id(3)] public string? Description { get; init; }

    /// <summary>The environment that runs it.</summary>
    [Id(4)] public required string Environment { get; init; }

    /// <summary>The rules its jobs live by.</summary>
    [Id(5)] public JobPolicy Policy { get; init; } = JobPolicy.Default;

    /// <summary>Which nodes may run it.</summary>
    [Id(6)] public JobTarget Target { get; init; } = JobTarget.Any;

    /// <summary>Priority of its jobs.</summary>
    [Id(7)] public int Priority { get; init; }

    /// <summary>Its declared parameters. Null: it declares none and takes whatever is given.</summary>
    [Id(8)] public IReadOnlyList<ScriptParameter>? Parameters { get; init; }

    /// <summary>Its tags.</summary>
    [Id(9)] public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether jobs can be created from it. Default true.</summary>
    [Id(10)] public bool Enabled { get; init; } = true;

    /// <summary>Whether only schedules and triggers may create jobs from it. Default false.</summary>
    [Id(11)] public bool DisableManualInvocation { get; init; }
}
