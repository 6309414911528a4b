using System.Security.Cryptography;
using System.Text;

namespace Universal.Persistence.Secrets;

/// <summary>
/// A key of 256 bits. Each purpose has a key of its own, derived from it, and each text a nonce of its own: AES-GCM, so that a text that somebody changed
/// or moved to another place is found out.
/// </summary>
public sealed class SecretKey
{
    private const int Size = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key;

    private SecretKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(Derive("id")[..8]);
    }

    /// <summary>Tells keys apart, and nothing of the key itself.</summary>
    public string Id { get; }

    /// <summary>A new one.</summary>
    public static SecretKey Create() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The key that a text is; null: it is none.</summary>
    public static SecretKey? TryParse(string text)
    {
        var bytes = new byte[Size];
        text = text.Trim();
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var count) && count == Size ? new SecretKey(bytes) : null;
    }

    /// <summary>The key that a file holds; null: it holds none.</summary>
    public static SecretKey? Read(string path) => TryParse(File.ReadAllText(path));

    /// <summary>Writes it to a file that only this account can read. False: there is a file already, and it stays as it is.</summary>
    public bool WriteNew(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole at once: another node may look for it at any time.
        var whole = path + "." + Guid.NewGuid().ToString("N");
        try
        {
            using (var file = new StreamWriter(whole, options)) file.WriteLine(Convert.ToBase64String(_key));
            File.Move(whole, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(whole);
        }
    }

    /// <summary>Encrypts a text.</summary>
    /// <param name="purpose">What the text is for.</param>
    /// <param name="place">Where it is kept. It opens there only.</param>
    /// <param name="text">The text.</param>
    public string Seal(string purpose, string place, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var result = new byte[NonceSize + plain.Length + TagSize];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derive(purpose), TagSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize, plain.Length), result.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(place));
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(result);
    }

    /// <summary>Decrypts it.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another key, for another place, or was changed.</exception>
    public string Open(string purpose, string place, string sealedText)
    {
        byte[] data;
        try
        {
            data = Convert.FromBase64String(sealedText);
        }
        catch (FormatException error)
        {
            throw new CryptographicException("The encrypted text is damaged.", error);
        }

        if (data.Length < NonceSize + TagSize) throw new CryptographicException("The encrypted text is damaged.");
        var plain = new byte[data.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(Derive(purpose), TagSize);
        cipher.Decrypt(data.AsSpan(0, NonceSize), data.AsSpan(NonceSize, plain.Length), data.AsSpan(data.Length - TagSize), plain, Encoding.UTF8.GetBytes(place));
        return Encoding.UTF8.GetString(plain);
    }

    /// <inheritdoc />
    public override string ToString() => Id;

    /// <summary>32 bytes for a purpose, from which the key cannot be found.</summary>
    internal byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Size, info: Encoding.UTF8.GetBytes("universal/" + purpose + "/v1"));
}
