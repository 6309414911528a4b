namespace Universal.Repository.Git;

/// <summary>A file that both sides changed in ways that do not fit.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Base">As it was before both; null: it was not there.</param>
/// <param name="Ours">As it is here; null: deleted here.</param>
/// <param name="Theirs">As it is at the remote; null: deleted there.</param>
public sealed record GitConflict(string Path, GitConflictSide? Base, GitConflictSide? Ours, GitConflictSide? Theirs);

/// <summary>A file on one side of a conflict.</summary>
/// <param name="Id">Git's id of the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Content">The content; null when it is larger than 1 MB.</param>
public sealed record GitConflictSide(string Id, long Size, ReadOnlyMemory<byte>? Content);

/// <summary>How to resolve a conflict.</summary>
public abstract record GitResolution
{
    private GitResolution()
    {
    }

    /// <summary>As it is here, deleted if it is.</summary>
    public sealed record Ours : GitResolution;

    /// <summary>As it is at the remote, deleted if it is.</summary>
    public sealed record Theirs : GitResolution;

    /// <summary>Neither, but this.</summary>
    /// <param name="Bytes">The whole file.</param>
    public sealed record Content(ReadOnlyMemory<byte> Bytes) : GitResolution;
}
