using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Universal.Repository.Catalogue;

/// <summary>The number that stands for a script's path in REST paths.</summary>
public static class ScriptNumber
{
    /// <summary>
    /// The first 53 bits of the path's SHA-256: the same on every node without asking anybody, and exact in a JavaScript number. Positive.
    /// Two paths with one number are a fault of the repository.
    /// </summary>
    public static long Of(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return Math.Max(1, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11));
    }
}
