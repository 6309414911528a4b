namespace Universal.ScriptHost.Configuration;

/// <summary>Something that is wrong in the configuration, or that has no effect.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">Stable code, for programs.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="File">Path of the file in the repository, with forward slashes; empty: none in particular.</param>
/// <param name="Line">Line, from 1; 0: the file as a whole.</param>
/// <param name="Column">Column, from 1; 0: unknown.</param>
internal sealed record ConfigurationFault(FaultSeverity Severity, string Code, string Message, string File = "", int Line = 0, int Column = 0)
{
    /// <summary>The kind of resource that the faulty call would have declared; null: none in particular.</summary>
    public string? Kind { get; init; }
}

/// <summary>How bad a fault is.</summary>
internal enum FaultSeverity
{
    /// <summary>What stands there is not in force.</summary>
    Error = 0,

    /// <summary>What stands there is in force, but perhaps not as its author thinks.</summary>
    Warning = 1,

    /// <summary>What stands there asks for something that Universal does not have.</summary>
    Refused = 2,
}
