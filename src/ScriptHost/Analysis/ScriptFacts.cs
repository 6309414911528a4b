namespace Universal.ScriptHost.Analysis;

/// <summary>What can be known of a script, or of a function, without running it.</summary>
/// <param name="Description">What its help says that it does; null: nothing.</param>
/// <param name="Parameters">Its parameters in their order; null: it has no <c>param</c> block, or is not known.</param>
/// <param name="Others">Which other parameters it takes.</param>
internal sealed record ScriptFacts(string? Description, IReadOnlyList<ParameterFacts>? Parameters, OtherParameters Others)
{
    /// <summary>Nothing is known.</summary>
    public static ScriptFacts Unknown { get; } = new(null, null, OtherParameters.Any);

    /// <summary>Why nothing is known; null: something is.</summary>
    public string? Fault { get; init; }

    /// <summary>Line of the fault; 0: the file as a whole.</summary>
    public int FaultLine { get; init; }
}

/// <summary>Which parameters a script takes that it does not declare.</summary>
internal enum OtherParameters
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those of every cmdlet: it has <c>CmdletBinding</c>.</summary>
    Common = 1,

    /// <summary>Whatever is given.</summary>
    Any = 2,
}

/// <summary>A parameter of a script.</summary>
internal sealed record ParameterFacts(string Name, ParameterKind Kind)
{
    public bool Required { get; init; }

    /// <summary>The default as it stands in the script; null: none.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The default as a plain value; null: it is an expression.</summary>
    public object? Default { get; init; }

    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? Description { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    /// <summary>A regular expression that ignores letter case.</summary>
    public string? Pattern { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }
}

/// <summary>Type of a parameter; the names are those of <c>Universal.Scripts.ScriptParameterType</c>.</summary>
internal enum ParameterKind
{
    String,
    Integer,
    Number,
    Boolean,
    DateTime,
    Array,
    Any,
    SecureString,
    Credential,
}
