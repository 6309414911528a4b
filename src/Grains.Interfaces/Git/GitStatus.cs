namespace Universal.Git;

/// <summary>What made a node synchronise.</summary>
[GenerateSerializer, Alias("universal.GitTrigger")]
public enum GitTrigger
{
    /// <summary>The node started.</summary>
    Start = 0,

    /// <summary>The interval was over.</summary>
    Interval = 1,

    /// <summary>Somebody asked for it.</summary>
    Request = 2,

    /// <summary>The remote's host told of a push.</summary>
    Hook = 3,

    /// <summary>An edit was published.</summary>
    Edit = 4,

    /// <summary>The settings were changed.</summary>
    Settings = 5,
}

/// <summary>What happened to a file.</summary>
[GenerateSerializer, Alias("universal.GitFileChangeKind")]
public enum GitFileChangeKind
{
    /// <summary>It is new.</summary>
    Added = 0,

    /// <summary>Its content or mode changed.</summary>
    Modified = 1,

    /// <summary>It is gone.</summary>
    Deleted = 2,
}

/// <summary>A changed file.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Kind">What happened to it.</param>
[GenerateSerializer, Immutable, Alias("universal.GitFileChange")]
public sealed record GitFileChange([property: Id(0)] string Path, [property: Id(1)] GitFileChangeKind Kind);

/// <summary>Where a node's repository stands.</summary>
[GenerateSerializer, Immutable, Alias("universal.GitNodeStatus")]
public sealed record GitNodeStatus
{
    /// <summary>The node.</summary>
    [Id(0)] public required string Node { get; init; }

    /// <summary>The commit of its files; null: they come from no commit.</summary>
    [Id(1)] public string? Commit { get; init; }

    /// <summary>How its last synchronisation ended.</summary>
    [Id(2)] public GitOutcome Outcome { get; init; } = GitOutcome.Pending;

    /// <summary>Why it failed and what to do; null after a success.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <summary>When it last synchronised, well or not.</summary>
    [Id(4)] public DateTimeOffset? At { get; init; }

    /// <summary>When it last changed its files.</summary>
    [Id(5)] public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>What that changed, at most 100 files.</summary>
    [Id(6)] public IReadOnlyList<GitFileChange> Changes { get; init; } = [];

    /// <summary>Whether edits are published from this node now.</summary>
    [Id(7)] public bool Writer { get; init; }
}

/// <summary>A synchronisation that changed something, failed, or succeeded again.</summary>
[GenerateSerializer, Immutable, Alias("universal.GitSyncRecord")]
public sealed record GitSyncRecord
{
    /// <summary>Its number.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public DateTimeOffset At { get; init; }

    /// <summary>On which node.</summary>
    [Id(2)] public required string Node { get; init; }

    /// <summary>What it was for.</summary>
    [Id(3)] public GitTrigger Trigger { get; init; }

    /// <summary>How it ended.</summary>
    [Id(4)] public GitOutcome Outcome { get; init; }

    /// <summary>The commit before; null: none.</summary>
    [Id(5)] public string? From { get; init; }

    /// <summary>The commit afterwards; null: none.</summary>
    [Id(6)] public string? To { get; init; }

    /// <summary>Why it failed, or what else is to be known: commits or changes that were left behind.</summary>
    [Id(7)] public string? Detail { get; init; }

    /// <summary>Files that changed, at most 100.</summary>
    [Id(8)] public IReadOnlyList<GitFileChange> Changes { get; init; } = [];

    /// <summary>How many changed in all.</summary>
    [Id(9)] public int ChangeCount { get; init; }
}
