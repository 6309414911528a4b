namespace Universal.Git;

/// <summary>Where an edit stands.</summary>
[GenerateSerializer, Alias("universal.GitEditState")]
public enum GitEditState
{
    /// <summary>Its author is still at it.</summary>
    Open = 0,

    /// <summary>To be published; the remote does not have it yet.</summary>
    Pending = 1,

    /// <summary>The remote has changed the same files in ways that do not fit: to be resolved or discarded.</summary>
    Conflict = 2,

    /// <summary>Published. Final.</summary>
    Published = 10,

    /// <summary>Given up. Final.</summary>
    Discarded = 11,
}

/// <summary>A file of an edit, without its content.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Base">The commit that its author saw; null: none.</param>
/// <param name="Deleted">Whether the edit deletes it.</param>
/// <param name="Size">Bytes of the new content.</param>
[GenerateSerializer, Immutable, Alias("universal.GitEditFile")]
public sealed record GitEditFile(
    [property: Id(0)] string Path, [property: Id(1)] string? Base, [property: Id(2)] bool Deleted, [property: Id(3)] long Size);

/// <summary>A file that an edit and the remote changed in ways that do not fit. A content is null when the file is not there, or is no text of at most 1 MB.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Base">As it was before both.</param>
/// <param name="Mine">As the edit has it.</param>
/// <param name="Theirs">As the remote has it.</param>
/// <param name="TheirCommit">The remote's commit.</param>
[GenerateSerializer, Immutable, Alias("universal.GitEditConflict")]
public sealed record GitEditConflict(
    [property: Id(0)] string Path, [property: Id(1)] string? Base, [property: Id(2)] string? Mine, [property: Id(3)] string? Theirs,
    [property: Id(4)] string? TheirCommit);

/// <summary>A change of files of the repository, on its way to the remote. Stored in the database until the remote has it: no node's end loses it.</summary>
[GenerateSerializer, Immutable, Alias("universal.GitEdit")]
public sealed record GitEdit
{
    /// <summary>Its number.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)] public GitEditState State { get; init; }

    /// <summary>Who makes it: name of an identity, or of the node in whose folder files were changed.</summary>
    [Id(2)] public required string Author { get; init; }

    /// <summary>The node in whose folder the files were changed; null: it was made through the API.</summary>
    [Id(3)] public string? Node { get; init; }

    /// <summary>The commit's message; null: one is made from the files.</summary>
    [Id(4)] public string? Message { get; init; }

    /// <summary>Its files.</summary>
    [Id(5)] public IReadOnlyList<GitEditFile> Files { get; init; } = [];

    /// <summary>What is to be resolved.</summary>
    [Id(6)] public IReadOnlyList<GitEditConflict> Conflicts { get; init; } = [];

    /// <summary>The commit that it became.</summary>
    [Id(7)] public string? Commit { get; init; }

    /// <summary>Why it is not published yet.</summary>
    [Id(8)] public string? Detail { get; init; }

    /// <summary>When it was begun.</summary>
    [Id(9)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(10)] public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Raised by each change.</summary>
    [Id(11)] public long Version { get; init; }
}

/// <summary>New content of a file.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Content">All of it; null: the file is deleted.</param>
/// <param name="Base">The commit that its author saw. Null: the answering node's.</param>
[GenerateSerializer, Immutable, Alias("universal.GitFileContent")]
public sealed record GitFileContent(
    [property: Id(0)] string Path, [property: Id(1)] ReadOnlyMemory<byte>? Content, [property: Id(2)] string? Base = null);

/// <summary>How to resolve a conflict.</summary>
[GenerateSerializer, Alias("universal.GitConflictChoice")]
public enum GitConflictChoice
{
    /// <summary>As the edit has it.</summary>
    Mine = 0,

    /// <summary>As the remote has it: the file leaves the edit.</summary>
    Theirs = 1,

    /// <summary>Neither, but the given content.</summary>
    Content = 2,
}

/// <summary>How an operation on an edit ended.</summary>
[GenerateSerializer, Alias("universal.GitEditStatus")]
public enum GitEditStatus
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>No such edit, file or conflict.</summary>
    NotFound = 1,

    /// <summary>The request is not valid; the errors say what to change.</summary>
    Invalid = 2,

    /// <summary>The edit is past this, or somebody else changed it in the same moment.</summary>
    Conflict = 3,

    /// <summary>The remote decides (one-way), so nothing is edited here.</summary>
    ReadOnly = 4,

    /// <summary>No remote is set.</summary>
    NotConfigured = 5,
}

/// <summary>What an operation on an edit gave.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Edit">The edit as it is now.</param>
/// <param name="Error">What to change; null when it is done.</param>
[GenerateSerializer, Immutable, Alias("universal.GitEditResult")]
public sealed record GitEditResult([property: Id(0)] GitEditStatus Status, [property: Id(1)] GitEdit? Edit, [property: Id(2)] string? Error = null);

/// <summary>The difference that an edit makes to a file.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Kind">What happens to the file.</param>
/// <param name="Binary">Whether it is no text, or too large to be compared; then there is no patch.</param>
/// <param name="Patch">The lines, as a unified diff.</param>
[GenerateSerializer, Immutable, Alias("universal.GitEditDiff")]
public sealed record GitEditDiff(
    [property: Id(0)] string Path, [property: Id(1)] GitFileChangeKind Kind, [property: Id(2)] bool Binary, [property: Id(3)] string? Patch);
