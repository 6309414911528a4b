using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>
/// Remembers for which index nothing was staged beside which commit. Comparing both takes a fourth of reading the state of 5,000 files, and
/// neither changes from one round of synchronisation to the next.
/// </summary>
internal sealed class IndexMemo
{
    private const int ChecksumLength = 20;

    private volatile string? _known;

    /// <summary>What tells this index and this commit from all others; null: nothing does.</summary>
    public static string? Key(LibRepository repository, Commit? head)
    {
        try
        {
            using var index = new FileStream(Path.Combine(repository.Info.Path, "index"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> checksum = stackalloc byte[ChecksumLength];
            if (head is null || index.Length < ChecksumLength) return null;
            index.Seek(-ChecksumLength, SeekOrigin.End);
            index.ReadExactly(checksum);
            // Git can be set to leave it out.
            return checksum.ContainsAnyExcept((byte)0) ? head.Sha + Convert.ToHexString(checksum) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether nothing was staged then.</summary>
    public bool IsClean(string? key) => key is not null && key == _known;

    /// <summary>Nothing was staged with that index.</summary>
    public void Remember(string? key) => _known = key;
}
