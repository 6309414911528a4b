namespace Universal.Git;

/// <summary>How an operation of git ended, or where the synchronisation of a node stands. Everything that can be expected is here.</summary>
[GenerateSerializer, Alias("universal.GitOutcome")]
public enum GitOutcome
{
    /// <summary>Done, and something changed.</summary>
    Success = 0,

    /// <summary>There was nothing to do.</summary>
    UpToDate = 1,

    /// <summary>The remote has commits that stand in the way. Nothing was published.</summary>
    NotFastForward = 2,

    /// <summary>An edit and the remote changed the same file in ways that do not fit. Nothing was published.</summary>
    Conflict = 3,

    /// <summary>Files with changes that are not committed are in the way. Nothing was changed.</summary>
    UncommittedChanges = 4,

    /// <summary>There is no such commit, file or conflict, or no working copy yet.</summary>
    NotFound = 5,

    /// <summary>It would destroy or mix what does not belong together; the detail says what to do.</summary>
    Refused = 6,

    /// <summary>The folder and the remote both hold files and have no history in common, or the folder belongs to another remote; the detail says what to do.</summary>
    Unrelated = 7,

    /// <summary>The remote does not accept the credentials, or wants some.</summary>
    AuthenticationFailed = 8,

    /// <summary>The remote cannot be reached, is no git repository, or broke off.</summary>
    RemoteUnreachable = 9,

    /// <summary>The remote was silent for too long.</summary>
    TimedOut = 10,

    /// <summary>The remote has branches, but not this one.</summary>
    RemoteBranchGone = 11,

    /// <summary>The remote has no branch at all.</summary>
    RemoteEmpty = 12,

    /// <summary>The remote answered a push with no: a protected branch, a hook.</summary>
    RemoteRefused = 13,

    /// <summary>The disk is full.</summary>
    DiskFull = 14,

    /// <summary>Another process uses the working copy.</summary>
    Locked = 15,

    /// <summary>Git's own data in the working copy is damaged.</summary>
    Corrupt = 16,

    /// <summary>No remote is set: the folder is read as it is.</summary>
    NotConfigured = 17,

    /// <summary>Not tried yet.</summary>
    Pending = 18,
}
