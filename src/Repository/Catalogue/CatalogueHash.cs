using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>The hash by which nodes tell whether they hold the same catalogue.</summary>
internal static class CatalogueHash
{
    private const string Repository = "$Repository";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// SHA-256, in hexadecimal, of one line of JSON for each script, by path, and each resource, by kind, name and place. The repository's folder, which
    /// a file can name by <c>$Repository</c> and which differs from node to node, is written as that name.
    /// </summary>
    public static string Of(string root, IReadOnlyList<ScriptDefinition> scripts, IReadOnlyList<Declaration> resources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var folder = JsonEncodedText.Encode(root, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        var separator = JsonEncodedText.Encode(Path.DirectorySeparatorChar.ToString(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        Append("scripts");
        foreach (var script in scripts) Append(JsonSerializer.Serialize(script, Json));
        Append("resources");
        foreach (var resource in resources
            .OrderBy(resource => resource.Kind, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal)
            .ThenBy(resource => resource.File, StringComparer.Ordinal).ThenBy(resource => resource.Line))
        {
            Append(JsonSerializer.Serialize(new[] { resource.Kind, resource.Name, resource.File, resource.Line?.ToString(CultureInfo.InvariantCulture) }, Json));
            Append(WithoutFolder(JsonSerializer.Serialize(resource.Properties, Json)));
            Append(WithoutFolder(JsonSerializer.Serialize(resource.Others, Json)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string line)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        string WithoutFolder(string line) => folder.Length == 0
            ? line
            : line.Replace(folder + separator, Repository + separator, StringComparison.Ordinal).Replace(folder + '"', Repository + '"', StringComparison.Ordinal);
    }
}
