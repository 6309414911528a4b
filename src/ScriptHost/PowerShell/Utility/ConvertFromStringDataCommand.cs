using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a table from lines of names and values.</summary>
[Cmdlet(VerbsData.ConvertFrom, "StringData")]
[OutputType(typeof(Hashtable))]
public sealed class ConvertFromStringDataCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string StringData { get; set; } = "";

    /// <summary>What is between name and value. Default: an equals sign.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = '=';

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var line in StringData.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var at = line.IndexOf(Delimiter, StringComparison.Ordinal);
            if (at <= 0)
            {
                ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException($"Data line '{line}' is not in 'name=value' format."), "InvalidOperation", ErrorCategory.InvalidOperation, line));
            }

            var name = Regex.Unescape(line[..at].Trim());
            if (table.ContainsKey(name))
            {
                ThrowTerminatingError(new ErrorRecord(
                    new PSInvalidOperationException($"Data item '{name}' in line '{line}' is already defined."), "InvalidOperation", ErrorCategory.InvalidOperation, line));
            }

            table.Add(name, Regex.Unescape(line[(at + 1)..].Trim()));
        }

        WriteObject(table);
    }
}
