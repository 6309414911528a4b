namespace Universal.Repository.Git;

/// <summary>A file that an edit and the remote changed in ways that do not fit.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Base">As the edit's author saw it; null: it was not there, or what was seen is not known any more.</param>
/// <param name="Ours">As the edit wants it; null: deleted.</param>
/// <param name="Theirs">As it is at the remote; null: deleted there.</param>
public sealed record GitConflict(string Path, GitConflictSide? Base, GitConflictSide? Ours, GitConflictSide? Theirs);

/// <summary>A file on one side of a conflict.</summary>
/// <param name="Id">Git's id of the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Content">The content; null when it is larger than 1 MB.</param>
public sealed record GitConflictSide(string Id, long Size, ReadOnlyMemory<byte>? Content);
