using System.Text;

namespace Universal.ScriptHost.Protocol;

/// <summary>
/// Turns the bytes of a stream into lines of text. Holds at most one piece of <see cref="MaxBytes"/>. Not thread safe.
/// </summary>
/// <param name="line">Takes each line, without its end, and whether it was cut and goes on in the next call.</param>
public sealed class LineSplitter(Action<string, bool> line)
{
    /// <summary>A longer line is handed over in pieces of this many bytes, cut between characters.</summary>
    public const int MaxBytes = 32 * 1024;

    private readonly byte[] _pending = new byte[MaxBytes];
    private int _length;

    /// <summary>Takes the next bytes of the stream.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var take = Math.Min(end < 0 ? bytes.Length : end, MaxBytes - _length);
            bytes[..take].CopyTo(_pending.AsSpan(_length));
            _length += take;
            bytes = bytes[take..];
            if (take == end)
            {
                bytes = bytes[1..];
                EndLine();
            }
            else if (bytes.Length > 0)
            {
                Cut();
            }
        }
    }

    /// <summary>The stream has ended: hands over a last line that has no line feed.</summary>
    public void End()
    {
        if (_length > 0)
            EndLine();
    }

    private void EndLine()
    {
        Hand(_length > 0 && _pending[_length - 1] == '\r' ? _length - 1 : _length, more: false);
        _length = 0;
    }

    // The piece is full, and the line goes on.
    private void Cut()
    {
        var length = _length;
        for (var back = 1; back <= 3; back++)
        {
            var b = _pending[_length - back];
            if ((b & 0xC0) == 0x80)
                continue;
            if (b >= 0xC0)
                length = _length - back;
            break;
        }

        Hand(length, more: true);
        var rest = _length - length;
        _pending.AsSpan(length, rest).CopyTo(_pending);
        _length = rest;
    }

    // Not every database stores U+0000 in text.
    private void Hand(int length, bool more) => line(Encoding.UTF8.GetString(_pending, 0, length).Replace('\0', '\uFFFD'), more);
}
