using Universal.Git;

namespace Universal.Repository.Git;

/// <summary>What an operation gave.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Value">What it found or did. Null when it failed before it knew anything.</param>
/// <param name="Detail">Why it failed and what to do, for people. Null after a success.</param>
public sealed record GitResult<T>(GitOutcome Outcome, T? Value, string? Detail) where T : class
{
    /// <summary>Whether things are as they were asked to be.</summary>
    public bool Succeeded => Outcome is GitOutcome.Success or GitOutcome.UpToDate;
}

/// <summary>Ends an operation with an outcome, out of the depth of it. Never leaves this folder.</summary>
internal sealed class GitException(GitOutcome outcome, string detail) : Exception(detail)
{
    public GitOutcome Outcome => outcome;
}
