using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Secrets;

namespace Universal.Persistence.Keys;

/// <summary>An encrypted part of the key ring: the id of its key, and the text.</summary>
internal static class RingElement
{
    private const string Purpose = "key-ring";
    private const string Name = "universalEncryptedKey";
    private const string KeyId = "keyId";

    public static XElement Seal(SecretKey key, string plain) => new(Name, new XAttribute(KeyId, key.Id), key.Seal(Purpose, key.Id, plain));

    /// <exception cref="CryptographicException">The key is another one, or the text was changed.</exception>
    public static string Open(SecretKey key, XElement element) => key.Open(Purpose, key.Id, element.Value);

    public static string IdOf(XElement element) => element.Attribute(KeyId)?.Value ?? "";

    /// <summary>The encrypted parts of an element of the ring.</summary>
    public static IEnumerable<XElement> Within(XElement element) => element.DescendantsAndSelf(Name);
}

/// <summary>Encrypts new keys of the ring. Without a key that every node has they stay as they are, as before.</summary>
internal sealed class KeyRingEncryptor(ClusterKey cluster, SecretKeys keys) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        keys.EncryptsKeyRing && (cluster.State == ClusterKeyState.Unknown ? keys.Own : cluster.Current) is { } key
            ? new EncryptedXmlInfo(RingElement.Seal(key, plaintextElement.ToString(SaveOptions.DisableFormatting)), typeof(KeyRingDecryptor))
            : new EncryptedXmlInfo(new XElement("unencryptedKey", new XElement(plaintextElement)), typeof(NullXmlDecryptor));
}

/// <summary>Decrypts keys of the ring. Its name stands in the database.</summary>
/// <param name="services">Has the keys.</param>
public sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    /// <exception cref="CryptographicException">This process does not have the key, or the element was changed.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var id = RingElement.IdOf(encryptedElement);
        var key = services.GetRequiredService<SecretKeys>().Find(id) ?? throw new CryptographicException(DatabaseKeyRepository.FaultOf(id));
        return XElement.Parse(RingElement.Open(key, encryptedElement));
    }
}
