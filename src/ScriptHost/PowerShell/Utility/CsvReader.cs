using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads separated values, row by row. A value between quotes can hold separators, line ends and doubled quotes.</summary>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    /// <summary>The values of the next row that is not empty; null at the end. A value that is not there, but empty, is empty text.</summary>
    public List<string>? Read()
    {
        while (text.Peek() >= 0)
        {
            var row = new List<string>();
            while (Field(row))
            {
            }

            if (row is not [""])
                return row;
        }

        return null;
    }

    /// <summary>Passes over a line as it is, when it begins so.</summary>
    public string? TakeLine(string beginning)
    {
        if (text.Peek() != beginning[0])
            return null;
        var line = text.ReadLine() ?? "";
        return line;
    }

    // True: another value follows in this row.
    private bool Field(List<string> row)
    {
        while (text.Peek() is ' ' or '\t' && text.Peek() != delimiter)
            text.Read();
        var value = new System.Text.StringBuilder();
        var quoted = text.Peek() == '"';
        if (quoted)
        {
            text.Read();
            Quoted(value);
        }

        var start = value.Length;
        while (true)
        {
            var next = text.Read();
            var ended = next is < 0 or '\n' || (next == '\r' && text.Peek() is '\n' or < 0);
            if (next == '\r' && text.Peek() == '\n')
                text.Read();
            if (ended || next == delimiter)
            {
                while (value.Length > start && value[^1] is ' ' or '\t')
                    value.Length--;
                row.Add(value.ToString());
                return !ended;
            }

            value.Append((char)next);
        }
    }

    private void Quoted(System.Text.StringBuilder value)
    {
        while (text.Read() is >= 0 and var next)
        {
            if (next != '"')
            {
                value.Append((char)next);
                continue;
            }

            if (text.Peek() != '"')
                return;
            value.Append('"');
            text.Read();
        }
    }
}
