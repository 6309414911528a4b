using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Universal.PowerShell.Declaring;
using Universal.ScriptHost.Analysis;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// Writes what a repository declares. The same files give the same bytes on every node: no times, no absolute paths, no order of chance.
/// </summary>
internal static class ConfigurationJson
{
    /// <summary>Version of the form.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result as one line of UTF-8 with its line feed.</summary>
    public static ReadOnlyMemory<byte> Write(ConfigurationResult result)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, _writing))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteBoolean("complete", result.Complete);
            json.WriteStartArray("declarations");
            foreach (var declaration in result.Declarations)
                WriteDeclaration(json, declaration);
            json.WriteEndArray();
            json.WriteStartArray("faults");
            foreach (var fault in result.Faults)
                WriteFault(json, fault);
            json.WriteEndArray();
            if (result.Scripts.Count > 0) WriteScripts(json, result);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteDeclaration(Utf8JsonWriter json, LocatedDeclaration located)
    {
        var declaration = located.Declaration;
        json.WriteStartObject();
        json.WriteString("kind", declaration.Kind);
        json.WriteString("name", declaration.Name);
        json.WriteString("cmdlet", declaration.Cmdlet);
        WritePlace(json, located.File, located.Line, located.Column);
        if (located.EndLine > 0) json.WriteNumber("end", located.EndLine);
        json.WritePropertyName("properties");
        PlainJson.Write(json, declaration.Properties, places: true);
        if (declaration.Others.Count > 0)
        {
            json.WritePropertyName("others");
            PlainJson.Write(json, declaration.Others, places: true);
        }

        if (located.Facts is { } facts)
        {
            json.WriteStartObject("facts");
            FactsJson.Write(json, facts);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteScripts(Utf8JsonWriter json, ConfigurationResult result)
    {
        json.WriteStartArray("scripts");
        foreach (var (path, facts) in result.Scripts)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            FactsJson.Write(json, facts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFault(Utf8JsonWriter json, ConfigurationFault fault)
    {
        json.WriteStartObject();
        json.WriteString("severity", fault.Severity.ToString());
        json.WriteString("code", fault.Code);
        json.WriteString("message", fault.Message);
        if (fault.Kind is not null) json.WriteString("kind", fault.Kind);
        WritePlace(json, fault.File, fault.Line, fault.Column);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string file, int line, int column)
    {
        json.WriteString("file", file);
        if (line > 0) json.WriteNumber("line", line);
        if (column > 0) json.WriteNumber("column", column);
    }
}
