using System.Text;

namespace Universal.Testing.SqlServer;

/// <summary>Writes the tokens of a reply (MS-TDS 2.2.7).</summary>
internal sealed class TdsTokens(bool ofProcedure)
{
    private const ushort Final = 0;
    private const ushort More = 0x01;
    private const ushort Failed = 0x02;
    private const ushort Counted = 0x10;
    private const ushort OfAttention = 0x20;
    private const ushort Select = 0xC1;
    private const ushort Update = 0xC5;

    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>The reply to what a client asks before it logs in: version, and no encryption.</summary>
    public static byte[] PreLogin() =>
    [
        0, 0, 11, 0, 6, // version: at 11, 6 bytes
        1, 0, 17, 0, 1, // encryption: at 17, 1 byte
        0xFF,
        16, 0, 0, 0, 0, 0,
        2, // not supported
    ];

    public static byte[] LoginDone()
    {
        var tokens = new TdsTokens(ofProcedure: false);
        var name = Encoding.Unicode.GetBytes("Fake SQL Server");
        tokens.Write(0xAD);
        tokens.Number16((ushort)(10 + name.Length));
        tokens.Write(1, 0x74, 0, 0, 4, (byte)(name.Length / 2)); // interface, TDS 7.4, name
        tokens.Write(name);
        tokens.Write(16, 0, 0, 0);

        // The collation (Latin1_General_CI_AS), without which the client cannot send a text.
        tokens.Write(0xE3, 8, 0, 7, 5, 0x09, 0x04, 0xD0, 0x00, 0x34, 0);
        tokens.Done(null);
        return tokens.ToArray();
    }

    public static byte[] Canceled()
    {
        var tokens = new TdsTokens(ofProcedure: false);
        tokens.End(OfAttention, 0);
        return tokens.ToArray();
    }

    /// <summary>The end, with the number of rows changed, or without.</summary>
    public void Done(long? rows)
    {
        // A procedure counts the rows of its statements, not its own.
        if (ofProcedure && rows is { } counted) Token(0xFF, Counted | More, counted);
        End(rows is null ? Final : Counted, rows ?? 0);
    }

    public void Error(int number, byte severity, string message)
    {
        var text = Encoding.Unicode.GetBytes(message);
        var server = Encoding.Unicode.GetBytes("fake");
        Write(0xAA);
        Number16((ushort)(4 + 1 + 1 + 2 + text.Length + 1 + server.Length + 1 + 4));
        Number32(number);
        Write(1, severity);
        Number16((ushort)message.Length);
        Write(text);
        Write((byte)(server.Length / 2));
        Write(server);
        Write(0); // procedure
        Number32(1); // line
        End(Failed, 0);
    }

    /// <summary>A set of rows with one column of BIGINT, and its end.</summary>
    public void Numbers(IReadOnlyCollection<long> values)
    {
        Write(0x81);
        Number16(1); // columns
        Number32(0); // user type
        Number16(0x09); // nullable, and can be written
        Write(0x26, 8); // INTN of 8 bytes
        Write(1);
        Write(Encoding.Unicode.GetBytes("n"));
        foreach (var value in values)
        {
            Write(0xD1, 8);
            Number64(value);
        }

        Token(ofProcedure ? (byte)0xFF : (byte)0xFD, Counted | More, values.Count, Select);
    }

    private void End(ushort status, long rows)
    {
        if (ofProcedure && (status & Failed) == 0)
        {
            Write(0x79); // return value
            Number32(0);
        }

        Token(ofProcedure && status != OfAttention ? (byte)0xFE : (byte)0xFD, status, rows);
    }

    // The client takes the count of a SELECT for rows read, not for rows changed.
    private void Token(byte token, int status, long rows, ushort command = Update)
    {
        Write(token);
        Number16((ushort)status);
        Number16(command);
        Number64(rows);
    }

    private void Write(params ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    private void Number16(ushort value) => _bytes.Write(BitConverter.GetBytes(value));

    private void Number32(int value) => _bytes.Write(BitConverter.GetBytes(value));

    private void Number64(long value) => _bytes.Write(BitConverter.GetBytes(value));
}
