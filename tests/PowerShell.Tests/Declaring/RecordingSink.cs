using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Tests.Declaring;

/// <summary>Keeps declarations as short JSON.</summary>
public sealed class RecordingSink : IDeclarationSink
{
    public List<string> Lines { get; } = [];

    public void Declare(Declaration declaration)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            PlainJson.Write(json, declaration.Properties, places: true);
            if (declaration.Others.Count > 0)
            {
                json.Flush();
                buffer.Write(" others "u8);
                json.Reset();
                PlainJson.Write(json, declaration.Others, places: true);
            }
        }

        Lines.Add($"{declaration.Kind} [{declaration.Name}] {Encoding.UTF8.GetString(buffer.ToArray())}");
    }

    public void Refuse(string cmdlet, string reason, SourcePlace place) => Lines.Add($"refused {cmdlet}: {reason}");
}
