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

    /// <summary>Text that is secret: a script gets a secure string.</summary>
    SecureString = 7,

    /// <summary>A name with a password: the name of a credential among the variables, or an object of <c>userName</c> and <c>password</c>.</summary>
    Credential = 8,
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

    /// <summary>Value used when none is given, as JSON. See also <see cref="DefaultText"/>.</summary>
    [Id(3)] public string? Default { get; init; }

    /// <summary>The only values allowed, of an array for each item. Empty: any.</summary>
    [Id(4)] public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>What it is for.</summary>
    [Id(5)] public string? Description { get; init; }

    /// <summary>Smallest number allowed, of an array for each item. Null: any.</summary>
    [Id(6)] public double? Minimum { get; init; }

    /// <summary>Largest number allowed, of an array for each item. Null: any.</summary>
    [Id(7)] public double? Maximum { get; init; }

    /// <summary>Regular expression of .NET that the text must match somewhere, letter case ignored, of an array each item. Null: any text.</summary>
    [Id(8)] public string? Pattern { get; init; }

    /// <summary>Fewest characters, of an array for each item. Null: any number.</summary>
    [Id(9)] public int? MinLength { get; init; }

    /// <summary>Most characters, of an array for each item. Null: any number.</summary>
    [Id(10)] public int? MaxLength { get; init; }

    /// <summary>Fewest items of an array. Null: any number.</summary>
    [Id(11)] public int? MinItems { get; init; }

    /// <summary>Most items of an array. Null: any number.</summary>
    [Id(12)] public int? MaxItems { get; init; }

    /// <summary>Other names by which it can be given.</summary>
    [Id(13)] public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// The default as it stands in the script, which applies it itself: it is shown and not sent. <see cref="Default"/> is then its value, when it
    /// has one that is known without running the script. Null: the script has no default of its own.
    /// </summary>
    [Id(14)] public string? DefaultText { get; init; }
}

/// <summary>Which parameters a script takes that it does not declare.</summary>
[GenerateSerializer, Alias("universal.OtherParameters")]
public enum OtherParameters
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those that PowerShell gives to every cmdlet, such as <c>Verbose</c> and <c>ErrorAction</c>.</summary>
    Common = 1,

    /// <summary>Whatever is given.</summary>
    Any = 2,
}

/// <summary>A script of the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("universal.ScriptDefinition")]
public sealed record ScriptDefinition
{
    /// <summary>Path in the repository with forward slashes: the script's identity. Of a second script over one file, its name.</summary>
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

    /// <summary>Its parameters: those declared for it, or else those of its <c>param</c> block. Null: none are known, and it takes whatever is given.</summary>
    [Id(8)] public IReadOnlyList<ScriptParameter>? Parameters { get; init; }

    /// <summary>Its tags.</summary>
    [Id(9)] public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether jobs can be created from it. Default true.</summary>
    [Id(10)] public bool Enabled { get; init; } = true;

    /// <summary>Whether only schedules and triggers may create jobs from it. Default false.</summary>
    [Id(11)] public bool DisableManualInvocation { get; init; }

    /// <summary>Which parameters it takes beside its <see cref="Parameters"/>, when these are known. Default: none.</summary>
    [Id(13)] public OtherParameters OtherParameters { get; init; }

    /// <summary>Name of the credential that its jobs are to run as; null: the node's account. Where that cannot be, its jobs are refused.</summary>
    [Id(14)] public string? Credential { get; init; }

    /// <summary>Path of its file when that is not <see cref="Path"/>, because another script over the same file has it. Null: it is.</summary>
    [Id(15)] public string? File { get; init; }
}
