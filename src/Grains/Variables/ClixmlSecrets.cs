using System.Text.RegularExpressions;
using Universal.Jobs;
using Universal.Persistence.Secrets;

namespace Universal.Grains.Variables;

/// <summary>
/// Secure strings in CLIXML. On systems without a protection of its own PowerShell writes them as the hexadecimal digits of their text, which is as good
/// as the text itself.
/// </summary>
internal static partial class ClixmlSecrets
{
    private const string Beginning = "<SS";

    /// <summary>The text with secure strings masked, as texts: what reads them gets an object with <c>***</c> for its password.</summary>
    public static string? Hide(string? text) => Has(text) ? SecureString().Replace(text!, match => $"<S{match.Groups["name"].Value}>{ParameterSecrets.Mask}</S>") : text;

    /// <summary>The text with the content of secure strings encrypted.</summary>
    public static Task<string> SealAsync(string text, SecretVault vault, string use, string place) => ReplaceAsync(
        text, async content => content.StartsWith(ParameterSecrets.Sealed, StringComparison.Ordinal) ? "" : ParameterSecrets.Sealed + await vault.SealAsync(use, place, content));

    /// <summary>The text with the content of its secure strings readable again.</summary>
    public static Task<string> OpenAsync(string text, SecretVault vault, string use, string place) => ReplaceAsync(
        text, async content => content.StartsWith(ParameterSecrets.Sealed, StringComparison.Ordinal) ? await vault.UnsealAsync(use, place, content[ParameterSecrets.Sealed.Length..]) : content);

    /// <summary>The texts of its secure strings.</summary>
    public static IEnumerable<string> TextsOf(string text) => Has(text) ? SecureString().Matches(text).Select(match => TextOf(match.Groups["content"].Value)).OfType<string>() : [];

    /// <summary>Whether a text has secure strings.</summary>
    public static bool Has(string? text) => text?.Contains(Beginning, StringComparison.Ordinal) == true && SecureString().IsMatch(text);

    // Null: it is none of these digits, but what Windows or a key encrypted.
    private static string? TextOf(string content)
    {
        try
        {
            return content.Length % 4 == 0 ? System.Text.Encoding.Unicode.GetString(Convert.FromHexString(content)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task<string> ReplaceAsync(string text, Func<string, Task<string>> with)
    {
        if (!Has(text)) return text;
        var result = new System.Text.StringBuilder(text.Length);
        var from = 0;
        foreach (Match match in SecureString().Matches(text))
        {
            var content = match.Groups["content"];
            result.Append(text, from, content.Index - from).Append(await with(content.Value));
            from = content.Index + content.Length;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    [GeneratedRegex("<SS(?<name>(?:\\s[^<>]*)?)>(?<content>[^<>]*)</SS\\s*>")]
    private static partial Regex SecureString();
}
