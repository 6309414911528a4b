using LibGit2Sharp;

namespace Universal.Repository.Git.Local;

/// <summary>A blob's bytes, as they are stored: what attributes and settings of a machine would make of line ends does not count.</summary>
internal static class BlobContent
{
    public static ReadOnlyMemory<byte> Read(Blob blob)
    {
        using var content = blob.GetContentStream();
        using var bytes = new MemoryStream((int)blob.Size);
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
