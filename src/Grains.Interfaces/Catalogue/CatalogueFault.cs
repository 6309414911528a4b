namespace Universal.Catalogue;

/// <summary>How bad a fault of the repository is.</summary>
[GenerateSerializer, Alias("universal.FaultSeverity")]
public enum FaultSeverity
{
    /// <summary>What stands there is not in force; the node's status says so.</summary>
    Error = 0,

    /// <summary>What stands there is in force, but perhaps not as its author thinks.</summary>
    Warning = 1,

    /// <summary>What stands there asks for something that Universal does not have.</summary>
    Refused = 2,
}

/// <summary>Something wrong in the repository.</summary>
/// <param name="File">Path of the file in the repository, with forward slashes; empty: the repository's folder itself.</param>
/// <param name="Line">Line in that file, from 1. Null: the file as a whole.</param>
/// <param name="Message">What is wrong and what to change.</param>
/// <param name="Severity">How bad it is.</param>
[GenerateSerializer, Immutable, Alias("universal.CatalogueFault")]
public sealed record CatalogueFault(
    [property: Id(0)] string File,
    [property: Id(1)] int? Line,
    [property: Id(2)] string Message,
    [property: Id(3)] FaultSeverity Severity = FaultSeverity.Error)
{
    /// <summary>As compilers write it: <c>file:line: message</c>.</summary>
    public override string ToString() => (File, Line) switch
    {
        ("", _) => Message,
        (_, null) => $"{File}: {Message}",
        _ => $"{File}:{Line}: {Message}",
    };
}
