namespace Universal.Repository.Git;

/// <summary>A file of an edit.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Base">Whole id of the commit that the author saw; null: no version of the repository was seen.</param>
/// <param name="Content">The whole file; null: it is deleted. A null array converts to an empty file, so write <c>default</c> for none.</param>
public sealed record GitFileEdit(string Path, string? Base, ReadOnlyMemory<byte>? Content);

/// <summary>An edit that is to become one commit of the remote's branch.</summary>
/// <param name="Message">What was done; not empty.</param>
/// <param name="Author">Who did it.</param>
/// <param name="Files">The files, each once.</param>
public sealed record GitPublication(string Message, GitAuthor Author, IReadOnlyList<GitFileEdit> Files);

/// <summary>Where the remote's branch stands after <see cref="GitWorkingCopy.PublishAsync"/>.</summary>
/// <param name="Commit">Its commit now; null: the remote is empty and there was nothing to do.</param>
/// <param name="Changes">What the new commit changed; empty unless one was made.</param>
/// <param name="Conflicts">Files that the edit and the remote changed in ways that do not fit. If there is one, nothing was published.</param>
public sealed record GitPublished(string? Commit, IReadOnlyList<GitChange> Changes, IReadOnlyList<GitConflict> Conflicts);

/// <summary>Changes of a folder that are in no commit, with their contents, for handing them to whoever publishes.</summary>
/// <param name="Head">The commit that the files come from, which is the base of each; null: none yet.</param>
/// <param name="Files">
/// The changes, as git would store them. A mode is not a part of an edit: a file of which only the mode differs is not among them.
/// </param>
/// <param name="TooLarge">
/// Changed files that are not handed over: those beyond the limit, and what cannot be published: new or changed symbolic links, files that cannot be read,
/// names that are not allowed everywhere.
/// </param>
public sealed record GitLocalChanges(string? Head, IReadOnlyList<GitFileEdit> Files, IReadOnlyList<string> TooLarge);
