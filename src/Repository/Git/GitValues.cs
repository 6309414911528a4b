using Universal.Repository.Catalogue;

namespace Universal.Repository.Git;

/// <summary>Who changed something.</summary>
/// <param name="Name">Shown name.</param>
/// <param name="Email">E-mail address, or what stands for one.</param>
public sealed record GitAuthor(string Name, string Email);

/// <summary>What happened to a file.</summary>
public enum GitChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content or mode changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>A changed file. A renamed one is a deleted and an added one.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Kind">What happened.</param>
public sealed record GitChange(string Path, GitChangeKind Kind);

/// <summary>How a working copy came to be.</summary>
public enum GitFirstContact
{
    /// <summary>The remote's files were brought into an empty folder.</summary>
    Cloned,

    /// <summary>The folder's files were brought to an empty remote.</summary>
    Pushed,

    /// <summary>It was a working copy of this remote already.</summary>
    TakenUp,
}

/// <summary>A working copy after <see cref="GitWorkingCopy.OpenAsync"/>.</summary>
/// <param name="How">How it came to be.</param>
/// <param name="Commit">The commit of its files.</param>
public sealed record GitOpened(GitFirstContact How, string Commit);

/// <summary>Where the working copy and the remote stand.</summary>
/// <param name="Head">The commit here; null: none yet.</param>
/// <param name="Remote">The remote branch's commit.</param>
/// <param name="PreviousRemote">The same before this fetch; null: it was not known.</param>
/// <param name="Ahead">Commits that are here only.</param>
/// <param name="Behind">Commits that are at the remote only. 0 <paramref name="Ahead"/> and some behind: a fast-forward.</param>
/// <param name="Forced">Whether the remote branch lost commits that it had at the last fetch.</param>
/// <param name="Related">Whether both have a common commit.</param>
public sealed record GitFetched(
    string? Head, string Remote, string? PreviousRemote, int Ahead, int Behind, bool Forced, bool Related);

/// <summary>What taking the remote's state did.</summary>
/// <param name="From">The commit before; null: none.</param>
/// <param name="To">The commit now.</param>
/// <param name="Changes">Files that differ between both commits.</param>
/// <param name="Discarded">Files whose changes were not committed, and are lost.</param>
/// <param name="Removed">Files that belonged to no commit and were removed.</param>
/// <param name="LeftCommits">Commits that were here only. They stay readable under <c>refs/universal/left</c>.</param>
public sealed record GitReset(
    string? From, string To, IReadOnlyList<GitChange> Changes, IReadOnlyList<string> Discarded, IReadOnlyList<string> Removed, int LeftCommits);

/// <summary>The state of the working copy.</summary>
/// <param name="Branch">Its branch.</param>
/// <param name="Head">Its commit; null: none yet.</param>
/// <param name="Remote">The remote branch's commit at the last fetch; null: not known.</param>
/// <param name="Ahead">Commits that are here only.</param>
/// <param name="Behind">Commits that are at the remote only.</param>
/// <param name="Changes">Files with changes that are not committed.</param>
/// <param name="Faults">What git cannot keep: a repository inside the repository.</param>
public sealed record GitStatus(
    string Branch, string? Head, string? Remote, int Ahead, int Behind,
    IReadOnlyList<GitChange> Changes, IReadOnlyList<CatalogueFault> Faults);

/// <summary>The difference of one file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Binary">Whether it is no text, or too large to be compared; then there is no patch.</param>
/// <param name="Added">Lines that came.</param>
/// <param name="Deleted">Lines that went.</param>
/// <param name="Patch">The lines, as a unified diff.</param>
public sealed record GitDiff(string Path, GitChangeKind Kind, bool Binary, int Added, int Deleted, string? Patch);

/// <summary>What a path of a commit is.</summary>
public enum GitFileKind
{
    /// <summary>A file.</summary>
    Plain,

    /// <summary>A file that may be executed.</summary>
    Executable,

    /// <summary>A symbolic link; its content is its target.</summary>
    Link,
}

/// <summary>A file as it was in a commit, byte for byte.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Content">Its bytes.</param>
public sealed record GitFile(string Path, GitFileKind Kind, ReadOnlyMemory<byte> Content);

/// <summary>A commit's files in a folder of their own.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Faults">What was left out or is not what it seems. Empty as well when the folder was there already.</param>
public sealed record GitExported(string Folder, IReadOnlyList<CatalogueFault> Faults);
