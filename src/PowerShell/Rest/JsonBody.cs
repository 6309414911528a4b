using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Rest;

/// <summary>The body of a request: names and plain values (see <see cref="PlainValue"/>). Nulls are left out.</summary>
internal sealed class JsonBody : Dictionary<string, object?>
{
    /// <summary>
    /// Whether secure strings may be in it. A server that does not expect them would keep or show them, so without this they are refused before anything is
    /// sent.
    /// </summary>
    public bool TakesSecrets { get; set; }

    /// <summary>Writes it, with names in the server's case.</summary>
    /// <exception cref="ArgumentException">A value holds a secure string or a credential, and must not.</exception>
    public byte[] ToUtf8()
    {
        if (!TakesSecrets && this.FirstOrDefault(entry => PlainJson.HasSecret(entry.Value)).Key is { } name)
            throw new ArgumentException($"-{name} holds a secure string or a credential, which is not kept encrypted there. Make it a secret with New-PSUVariable -Vault Database, and use its name.");
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var entry in this.Where(entry => entry.Value is not null))
            {
                json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(entry.Key));
                PlainJson.Write(json, entry.Value, places: false);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Content of a request with that JSON.</summary>
    public static HttpContent Content(byte[] utf8)
    {
        var content = new ByteArrayContent(utf8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return content;
    }
}
