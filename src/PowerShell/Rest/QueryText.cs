using System.Text;

namespace Universal.PowerShell.Rest;

/// <summary>Builds a path with its query.</summary>
internal sealed class QueryText(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _any;

    /// <summary>Adds a field, unless its value is null.</summary>
    public QueryText Add(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_any ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _any = true;
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
