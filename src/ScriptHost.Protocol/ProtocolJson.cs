using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Universal.ScriptHost.Protocol;

/// <summary>Writes and reads the messages between node and host.</summary>
public static class ProtocolJson
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Appends a message and its line feed.</summary>
    public static void Write(IBufferWriter<byte> buffer, HostMessage message)
    {
        using (var json = new Utf8JsonWriter(buffer, Writing))
            JsonSerializer.Serialize(json, message, ProtocolJsonContext.Default.HostMessage);
        buffer.Write("\n"u8);
    }

    /// <summary>Appends a message and its line feed.</summary>
    public static void Write(IBufferWriter<byte> buffer, NodeMessage message)
    {
        using (var json = new Utf8JsonWriter(buffer, Writing))
            JsonSerializer.Serialize(json, message, ProtocolJsonContext.Default.NodeMessage);
        buffer.Write("\n"u8);
    }

    /// <summary>Writes a session for a PowerShell outside of the host.</summary>
    public static byte[] Write(PowerShellSession session) => JsonSerializer.SerializeToUtf8Bytes(session, ProtocolJsonContext.Default.PowerShellSession);

    /// <summary>Reads a line that a host wrote.</summary>
    /// <exception cref="JsonException">The line is not a message.</exception>
    public static HostMessage ReadHostMessage(string line) =>
        JsonSerializer.Deserialize(line, ProtocolJsonContext.Default.HostMessage) ?? throw new JsonException("The message is null.");

    /// <summary>Reads a line that the node wrote.</summary>
    /// <exception cref="JsonException">The line is not a message.</exception>
    public static NodeMessage ReadNodeMessage(string line) =>
        JsonSerializer.Deserialize(line, ProtocolJsonContext.Default.NodeMessage) ?? throw new JsonException("The message is null.");
}

// Only nulls are left out: a required property with its default value must be there to be read.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostMessage))]
[JsonSerializable(typeof(NodeMessage))]
[JsonSerializable(typeof(PowerShellSession))]
internal sealed partial class ProtocolJsonContext : JsonSerializerContext;
