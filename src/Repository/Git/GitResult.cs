namespace Universal.Repository.Git;

/// <summary>How an operation on a working copy ended. Everything that can be expected is here; anything else is thrown.</summary>
public enum GitOutcome
{
    /// <summary>Done, and something changed.</summary>
    Success,

    /// <summary>There was nothing to do.</summary>
    UpToDate,

    /// <summary>The remote has commits that are not here: fetch and merge first.</summary>
    NotFastForward,

    /// <summary>Both sides changed the same file. Nothing was changed here.</summary>
    Conflict,

    /// <summary>Files with changes that are not committed are in the way. Nothing was changed.</summary>
    UncommittedChanges,

    /// <summary>There is no such commit, file or conflict, or no working copy yet.</summary>
    NotFound,

    /// <summary>It would destroy or mix what does not belong together; the detail says what to do.</summary>
    Refused,

    /// <summary>The remote does not accept the credentials, or wants some.</summary>
    AuthenticationFailed,

    /// <summary>The remote cannot be reached, is no git repository, or broke off.</summary>
    RemoteUnreachable,

    /// <summary>The remote was silent for too long.</summary>
    TimedOut,

    /// <summary>The remote has branches, but not this one.</summary>
    RemoteBranchGone,

    /// <summary>The remote has no branch at all.</summary>
    RemoteEmpty,

    /// <summary>The remote answered a push with no: a protected branch, a hook.</summary>
    RemoteRefused,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>Another process uses the working copy.</summary>
    Locked,

    /// <summary>Git's own data in the working copy is damaged.</summary>
    Corrupt,
}

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
