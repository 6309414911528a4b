using System.Collections;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>What commands that write separated values have in common.</summary>
public abstract class CsvWriteCommandBase : PSCmdlet
{
    private bool _started;

    /// <summary>What is between the values. Default: a comma.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public char? Delimiter { get; set; }

    /// <summary>Takes the culture's list separator.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>Writes the type of the first object before the header.</summary>
    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    /// <summary>Writes no type, which is so anyway.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <summary>The columns that are put between quotes.</summary>
    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    /// <summary>Which values are put between quotes. Default: all.</summary>
    [Parameter]
    [Alias("UQ")]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    /// <summary>Leaves the header out.</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The columns; the first object's, unless they are set before.</summary>
    private protected IReadOnlyList<string>? Columns { get; set; }

    private protected char Separator => CsvReadCommandBase.Separator(Delimiter, UseCulture);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (QuoteFields is not null && MyInvocation.BoundParameters.ContainsKey(nameof(UseQuotes)))
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("You must specify either the -UseQuotes or -QuoteFields parameters, but not both."), "CannotSpecifyQuoteFieldsAndUseQuotes", ErrorCategory.InvalidData, null));
        }

        if (IncludeTypeInformation && NoTypeInformation)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException("You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both."),
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation", ErrorCategory.InvalidData, null));
        }
    }

    /// <summary>Takes the next object.</summary>
    private protected void Add(PSObject input)
    {
        if (!_started)
        {
            _started = true;
            if (Columns is null)
            {
                Columns = input.BaseObject is IDictionary table
                    ? [.. table.Keys.Cast<object>().Select(key => LanguagePrimitives.ConvertTo<string>(key))]
                    : [.. input.Properties.Select(property => property.Name)];
                if (IncludeTypeInformation)
                    Line("#TYPE " + TypeOf(input));
                if (!NoHeader)
                    Line(Row(Columns.Select(name => (name, (string?)name))));
            }
        }

        Line(Row(Columns!.Select(name => (name, Text(input, name)))));
    }

    /// <summary>Writes a line.</summary>
    private protected abstract void Line(string line);

    private static string TypeOf(PSObject input) => input.TypeNames[0].StartsWith("CSV:", StringComparison.Ordinal) ? input.TypeNames[0][4..] : input.TypeNames[0];

    private static string? Text(PSObject input, string name)
    {
        try
        {
            var value = input.BaseObject is IDictionary table && table.Contains(name) ? table[name] : input.Properties[name]?.Value;
            return value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject.ToString() : value?.ToString();
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private string Row(IEnumerable<(string Name, string? Value)> values)
    {
        var (row, separator, first) = (new StringBuilder(), Separator, true);
        foreach (var (name, value) in values)
        {
            if (!first)
                row.Append(separator);
            first = false;
            if (value is null)
                continue;
            if (Quotes(name, value, separator))
                row.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                row.Append(value);
        }

        return row.ToString();
    }

    private bool Quotes(string name, string value, char separator)
    {
        if (QuoteFields is not null)
            return QuoteFields.Contains(name, StringComparer.OrdinalIgnoreCase);
        return UseQuotes == QuoteKind.Always || (UseQuotes == QuoteKind.AsNeeded && value.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) >= 0);
    }
}
