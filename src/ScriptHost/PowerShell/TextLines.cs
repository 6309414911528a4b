using System.Text;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Puts lines together from pieces of text. Can be called from any thread.</summary>
internal sealed class TextLines(Action<string> line)
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
                Hand();
            }

            _pending.Append(text);
            if (_pending.Length > MaxLength)
                Hand();
        }
    }

    /// <summary>Hands over a last line that was not ended.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_pending.Length > 0)
                Hand();
        }
    }

    private void Hand()
    {
        if (_pending.Length > 0 && _pending[^1] == '\r')
            _pending.Length--;
        var text = _pending.ToString();
        _pending.Clear();
        line(text);
    }
}
