using System.Text;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Puts lines together from pieces of text. Can be called from any thread.</summary>
/// <param name="line">Takes each line, without its end, and whether it was cut and goes on in the next call.</param>
internal sealed class TextLines(Action<string, bool> line)
{
    private const int MaxLength = 32 * 1024;
    private readonly StringBuilder _pending = new();
    private readonly Lock _gate = new();

    /// <summary>Takes the next piece.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
            {
                _pending.Append(text[..end]);
                text = text[(end + 1)..];
                Hand(more: false);
            }

            _pending.Append(text);
            if (_pending.Length > MaxLength)
                Hand(more: true);
        }
    }

    /// <summary>Hands over a last line that was not ended.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_pending.Length > 0)
                Hand(more: false);
        }
    }

    private void Hand(bool more)
    {
        if (!more && _pending.Length > 0 && _pending[^1] == '\r')
            _pending.Length--;
        var text = _pending.ToString();
        _pending.Clear();
        line(text, more);
    }
}
