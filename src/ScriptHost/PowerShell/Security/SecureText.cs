using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Secure strings as PowerShell stores them: under a key AES with a random start, otherwise the system's protection, which is none but
/// hexadecimal digits where there is no Windows.
/// </summary>
internal static class SecureText
{
    // What every text under a key begins with.
    private const string Header = "76492d1116743f0423413b16050a5345";

    /// <summary>Makes a secure string.</summary>
    public static SecureString Hide(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>The text of a secure string.</summary>
    public static string Show(SecureString secret) => new NetworkCredential("", secret).Password;

    /// <summary>A key that is itself a secure string.</summary>
    public static byte[] KeyOf(SecureString key) => Encoding.Unicode.GetBytes(Show(key));

    /// <summary>Stores a secret without a key.</summary>
    public static string Protect(SecureString secret)
    {
        var bytes = Encoding.Unicode.GetBytes(Show(secret));
        return Convert.ToHexStringLower(OperatingSystem.IsWindows() ? ProtectedData.Protect(bytes, null, DataProtectionScope.CurrentUser) : bytes);
    }

    /// <summary>Reads what was stored without a key.</summary>
    public static SecureString Unprotect(string text)
    {
        var bytes = Convert.FromHexString(text);
        return Hide(Encoding.Unicode.GetString(OperatingSystem.IsWindows() ? ProtectedData.Unprotect(bytes, null, DataProtectionScope.CurrentUser) : bytes));
    }

    /// <summary>Stores a secret under a key.</summary>
    public static string Encrypt(SecureString secret, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        aes.GenerateIV();
        var data = aes.EncryptCbc(Encoding.Unicode.GetBytes(Show(secret)), aes.IV);
        var package = string.Create(CultureInfo.InvariantCulture, $"2|{Convert.ToBase64String(aes.IV)}|{Convert.ToHexStringLower(data)}");
        return Header + Convert.ToBase64String(Encoding.Unicode.GetBytes(package));
    }

    /// <summary>Reads what was stored under a key.</summary>
    public static SecureString Decrypt(string text, byte[] key)
    {
        if (!text.StartsWith(Header, StringComparison.OrdinalIgnoreCase))
            throw new FormatException("It was not stored under a key.");
        var parts = Encoding.Unicode.GetString(Convert.FromBase64String(text[Header.Length..])).Split('|');
        if (parts is not ["2", var start, var data])
            throw new FormatException("Its form is not known.");
        using var aes = Aes.Create();
        aes.Key = key;
        return Hide(Encoding.Unicode.GetString(aes.DecryptCbc(Convert.FromHexString(data), Convert.FromBase64String(start))));
    }
}
