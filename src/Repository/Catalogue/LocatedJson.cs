using System.Text;
using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>A member of a JSON object.</summary>
internal sealed record LocatedMember(string Name, int Line, LocatedJson Value);

/// <summary>A JSON value that knows its line, so that every fault found later can name it.</summary>
internal sealed record LocatedJson(JsonValueKind Kind, int Line, string Raw)
{
    /// <summary>Text of a string.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Members of an object.</summary>
    public IReadOnlyList<LocatedMember> Members { get; private init; } = [];

    /// <summary>Items of an array.</summary>
    public IReadOnlyList<LocatedJson> Items { get; private init; } = [];

    /// <summary>Reads one JSON value; comments and trailing commas are allowed.</summary>
    /// <exception cref="JsonException">It is not JSON; the exception has the line, from 0.</exception>
    public static LocatedJson Parse(byte[] utf8)
    {
        var text = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var value = Read(ref reader, new Lines(text));
            // Anything but white space after the value makes this throw.
            reader.Read();
            return value;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, null, new Lines(text).At((int)reader.TokenStartIndex) - 1, null);
        }
    }

    private static LocatedJson Read(ref Utf8JsonReader reader, Lines lines)
    {
        var start = (int)reader.TokenStartIndex;
        var line = lines.At(start);
        var members = new List<LocatedMember>();
        var items = new List<LocatedJson>();
        var kind = reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };
        var content = kind == JsonValueKind.String ? reader.GetString()! : "";
        if (kind == JsonValueKind.Object)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var nameLine = lines.At((int)reader.TokenStartIndex);
                var name = reader.GetString()!;
                reader.Read();
                members.Add(new LocatedMember(name, nameLine, Read(ref reader, lines)));
            }
        }
        else if (kind == JsonValueKind.Array)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, lines));
        }

        var raw = Encoding.UTF8.GetString(lines.Text.AsSpan(start, (int)reader.BytesConsumed - start));
        return new LocatedJson(kind, line, raw) { Text = content, Members = members, Items = items };
    }

    // Offsets only ascend while reading, so each byte is looked at once.
    private sealed class Lines(byte[] text)
    {
        private int _offset;
        private int _line = 1;

        public byte[] Text { get; } = text;

        public int At(int offset)
        {
            _line += Text.AsSpan(_offset, offset - _offset).Count((byte)'\n');
            _offset = offset;
            return _line;
        }
    }
}
