using System.Buffers.Binary;
using System.Text;

namespace Universal.Testing.SqlServer;

/// <summary>A message of a client, put together from its packets.</summary>
internal sealed record TdsMessage(byte Type, byte[] Body)
{
    public const byte PreLogin = 0x12;
    public const byte Login = 0x10;

    private const byte Procedure = 3;
    private const byte Reply = 4;
    private const int HeaderLength = 8;

    /// <summary>The next message; null: the client has closed the connection.</summary>
    public static async Task<TdsMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var header = new byte[HeaderLength];
        while (true)
        {
            if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength) return null;
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            await stream.ReadExactlyAsync(part, cancellationToken);
            body.Write(part);
            if ((header[1] & 1) != 0) return new TdsMessage(header[0], body.ToArray());
        }
    }

    /// <summary>Tokens as the one packet of a reply.</summary>
    public static byte[] Packet(byte[] tokens)
    {
        var packet = new byte[HeaderLength + tokens.Length];
        (packet[0], packet[1]) = (Reply, 1);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[6] = 1;
        tokens.CopyTo(packet, HeaderLength);
        return packet;
    }

    /// <summary>The text that it carries: of a batch all, of sp_executesql the text with its parameters, since a test only looks for words.</summary>
    public string Text()
    {
        var headers = BinaryPrimitives.ReadInt32LittleEndian(Body);
        var text = Body.AsSpan(headers);

        // A procedure's number, options, and the header of its first parameter are in front: 2 + 2 + 2, then name, status, type, sizes, collation.
        if (Type == Procedure) text = text[(text.IndexOf("S\0E\0T\0"u8) is var set and >= 0 ? set : 0)..];
        return Encoding.Unicode.GetString(text);
    }
}
