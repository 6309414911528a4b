using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes objects from rows of separated values.</summary>
internal sealed class CsvObjects(PSCmdlet command, char delimiter, string[]? header)
{
    private string? _type;
    private IReadOnlyList<string>? _names = header is null ? null : Checked(header);

    /// <summary>Writes an object for each row. The first row is the header unless there is one.</summary>
    public void Write(TextReader text)
    {
        var reader = new CsvReader(text, delimiter);
        if (_names is null && reader.TakeLine("#") is { } comment)
        {
            if (comment.StartsWith("#TYPE ", StringComparison.OrdinalIgnoreCase))
                _type = comment[6..].Trim();
            else if (comment.StartsWith("#Fields: ", StringComparison.OrdinalIgnoreCase))
                _names = Checked(comment[9..].Trim().Split(' '));
        }

        if (_names is null)
        {
            if (reader.Read() is not { } first)
                return;
            _names = Checked(Named(first));
        }

        while (!command.Stopping && reader.Read() is { } row)
            command.WriteObject(Object(row));
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> names)
    {
        var twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ExtendedTypeSystemException($"The member \"{twice.Key}\" is already present.");
        return names;
    }

    private List<string> Named(List<string> names)
    {
        var missing = false;
        for (var i = 0; i < names.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(names[i]))
                continue;
            missing = true;
            names[i] = $"H{i + 1}";
        }

        if (missing)
            command.WriteWarning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.");
        return names;
    }

    private PSObject Object(List<string> row)
    {
        var result = new PSObject();
        for (var i = 0; i < _names!.Count; i++)
            result.Properties.Add(new PSNoteProperty(_names[i], i < row.Count ? row[i] : null), preValidated: true);
        if (!string.IsNullOrEmpty(_type))
        {
            result.TypeNames.Clear();
            result.TypeNames.Add(_type);
            result.TypeNames.Add("CSV:" + _type);
        }

        return result;
    }
}
