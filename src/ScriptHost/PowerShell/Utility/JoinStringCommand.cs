using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Joins objects, or a property of each, into one text.</summary>
[Cmdlet(VerbsCommon.Join, "String", DefaultParameterSetName = "default")]
[OutputType(typeof(string))]
public sealed class JoinStringCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();
    private PropertySelector? _property;
    private bool _any;

    /// <summary>A property, or a script block.</summary>
    [Parameter(Position = 0)]
    public object? Property { get; set; }

    /// <summary>What is between. Default: <c>$OFS</c>, which is empty here unless set.</summary>
    [Parameter(Position = 1)]
    [AllowEmptyString]
    public string? Separator { get; set; }

    /// <summary>What is before all.</summary>
    [Parameter]
    [Alias("op")]
    public string OutputPrefix { get; set; } = "";

    /// <summary>What is after all.</summary>
    [Parameter]
    [Alias("os")]
    public string OutputSuffix { get; set; } = "";

    /// <summary>Puts each between single quotes.</summary>
    [Parameter(ParameterSetName = "SingleQuote")]
    public SwitchParameter SingleQuote { get; set; }

    /// <summary>Puts each between double quotes.</summary>
    [Parameter(ParameterSetName = "DoubleQuote")]
    public SwitchParameter DoubleQuote { get; set; }

    /// <summary>Formats each: a .NET format with <c>{0}</c>.</summary>
    [Parameter(ParameterSetName = "Format")]
    public string? FormatString { get; set; }

    /// <summary>Formats numbers and times as the culture has it.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject[]? InputObject { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        _property = Property is null ? null : PropertySelector.Parse(Property);
        Separator ??= LanguagePrimitives.ConvertTo<string>(SessionState.PSVariable.GetValue("OFS")) ?? "";
        _text.Append(OutputPrefix);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject ?? [])
        {
            if (input is null)
                continue;
            var value = _property is null ? input : _property.Values(input).Select(found => found.Value).FirstOrDefault();
            if (_any)
                _text.Append(Separator);
            _any = true;
            Append(value);
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(_text.Append(OutputSuffix).ToString());

    private void Append(object? value)
    {
        var culture = UseCulture ? System.Globalization.CultureInfo.CurrentCulture : System.Globalization.CultureInfo.InvariantCulture;
        var plain = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        if (FormatString is not null)
            _text.AppendFormat(culture, FormatString, plain);
        else if (SingleQuote)
            _text.Append('\'').Append(Text(plain, culture)).Append('\'');
        else if (DoubleQuote)
            _text.Append('"').Append(Text(plain, culture)).Append('"');
        else
            _text.Append(Text(plain, culture));
    }

    private static string Text(object? value, System.Globalization.CultureInfo culture) =>
        value is null ? "" : (string)LanguagePrimitives.ConvertTo(value, typeof(string), culture);
}
