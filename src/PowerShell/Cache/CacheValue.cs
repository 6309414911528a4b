using System.Management.Automation;
using System.Text.Json;

namespace Universal.PowerShell.Cache;

/// <summary>How objects are kept as texts.</summary>
internal static class CacheValue
{
    // Without it only the first level stays objects. Deeper than this, they become texts.
    private const int Depth = 5;

    /// <summary>The text of an object: CLIXML, so that any node reads it as an object.</summary>
    public static string Write(object? value) => PSSerializer.Serialize(value, Depth);

    /// <summary>The object of an entry that the server gave. What was set through REST is any text.</summary>
    public static object? Read(JsonElement entry)
    {
        var text = entry.GetProperty("value").GetString()!;
        return text.StartsWith("<Objs ", StringComparison.Ordinal) ? PSSerializer.Deserialize(text) : text;
    }
}
