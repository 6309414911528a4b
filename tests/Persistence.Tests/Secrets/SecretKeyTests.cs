using System.Security.Cryptography;
using Universal.Persistence.Secrets;

namespace Universal.Persistence.Tests.Secrets;

/// <summary>The encryption of secrets.</summary>
public sealed class SecretKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("ü😀 \0\n of all kinds")]
    public void Seal_ThenOpen_GivesTheText(string text)
    {
        var key = SecretKey.Create();
        var one = key.Seal("secret", "NAME\n1\n0", text);

        Assert.Equal(text, key.Open("secret", "NAME\n1\n0", one));
        Assert.NotEqual(one, key.Seal("secret", "NAME\n1\n0", text));
        if (text.Length > 0) Assert.DoesNotContain(text, one);
    }

    [Fact]
    public void Open_AnyByteChanged_Fails()
    {
        var key = SecretKey.Create();
        var bytes = Convert.FromBase64String(key.Seal("secret", "A", "text"));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open("secret", "A", Convert.ToBase64String(changed)));
        }

        Assert.ThrowsAny<CryptographicException>(() => key.Open("secret", "A", Convert.ToBase64String(bytes[..^1])));
        Assert.ThrowsAny<CryptographicException>(() => key.Open("secret", "A", "AAAA"));
        Assert.ThrowsAny<CryptographicException>(() => key.Open("secret", "A", "no base64"));
    }

    [Theory]
    [InlineData("secret", "B", false)]
    [InlineData("key-ring", "A", false)]
    [InlineData("secret", "A", true)]
    public void Open_OtherPlacePurposeOrKey_Fails(string purpose, string place, bool otherKey)
    {
        var key = SecretKey.Create();
        var text = key.Seal("secret", "A", "text");
        Assert.ThrowsAny<CryptographicException>(() => (otherKey ? SecretKey.Create() : key).Open(purpose, place, text));
    }

    [Fact]
    public void File_IsWrittenOnce_AndForThisAccountOnly()
    {
        var folder = Directory.CreateTempSubdirectory("universal-key-");
        try
        {
            var file = Path.Combine(folder.FullName, "new", "universal.key");
            var key = SecretKey.Create();
            Assert.True(key.WriteNew(file));
            Assert.False(SecretKey.Create().WriteNew(file));
            Assert.Equal(key.Id, SecretKey.Read(file)!.Id);
            Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Validator_TellsEveryFaultAndNoKey()
    {
        var short1 = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var faults = new SecretsOptionsValidator().Validate(null, new SecretsOptions { Key = short1, KeyFile = "/no/such/file", PreviousKeys = [short1, "/nowhere"] }).Failures!.ToArray();
        Assert.Equal(5, faults.Length);
        Assert.DoesNotContain(faults, fault => fault.Contains(short1, StringComparison.Ordinal));
        Assert.True(new SecretsOptionsValidator().Validate(null, new SecretsOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n" }).Succeeded);
    }
}
