namespace Universal.Repository.Catalogue;

/// <summary>Something wrong in the repository.</summary>
/// <param name="File">Path of the file in the repository, with forward slashes; empty: the repository's folder itself.</param>
/// <param name="Line">Line in that file, from 1. Null: the file as a whole.</param>
/// <param name="Message">What is wrong and what to change.</param>
public sealed record CatalogueFault(string File, int? Line, string Message)
{
    /// <summary>As compilers write it: <c>file:line: message</c>.</summary>
    public override string ToString() => (File, Line) switch
    {
        ("", _) => Message,
        (_, null) => $"{File}: {Message}",
        _ => $"{File}:{Line}: {Message}",
    };
}
