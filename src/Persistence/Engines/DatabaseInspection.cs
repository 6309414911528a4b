namespace Universal.Persistence.Engines;

/// <summary>What a database is set to, as far as it matters here.</summary>
/// <param name="Description">Version and settings in one line, for the log; null: the engine has nothing to tell.</param>
/// <param name="Fault">Why the program cannot work with it, and what to do; null: it can.</param>
/// <param name="Advice">What makes it slower or less available than it could be, and what to do, in a sentence each.</param>
public sealed record DatabaseInspection(string? Description, string? Fault, IReadOnlyList<string> Advice)
{
    /// <summary>Nothing to tell.</summary>
    public static DatabaseInspection None { get; } = new(null, null, []);
}
