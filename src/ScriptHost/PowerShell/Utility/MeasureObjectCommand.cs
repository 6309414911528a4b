using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Counts objects; sums up and compares their properties; counts the lines, words and characters of text.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = "GenericMeasure")]
[OutputType(typeof(GenericMeasureInfo), typeof(GenericObjectMeasureInfo), typeof(TextMeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private static readonly ObjectComparer Order = new(caseSensitive: false, null);
    private readonly Dictionary<string, Figures> _figures = new(StringComparer.OrdinalIgnoreCase);
    private int _objects;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Properties: names, patterns or script blocks. Default: the objects themselves.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Their sum.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Sum { get; set; }

    /// <summary>Everything about numbers.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter AllStats { get; set; }

    /// <summary>Their mean.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Average { get; set; }

    /// <summary>The greatest.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Maximum { get; set; }

    /// <summary>The least.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter Minimum { get; set; }

    /// <summary>The standard deviation.</summary>
    [Parameter(ParameterSetName = "GenericMeasure")]
    public SwitchParameter StandardDeviation { get; set; }

    /// <summary>Lines.</summary>
    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Line { get; set; }

    /// <summary>Words.</summary>
    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Word { get; set; }

    /// <summary>Characters.</summary>
    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter Character { get; set; }

    /// <summary>Leaves blanks out of the characters.</summary>
    [Parameter(ParameterSetName = "TextMeasure")]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    private bool OfText => ParameterSetName == "TextMeasure";

    private bool OfNumbers => AllStats || Sum || Average || StandardDeviation;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;
        _objects++;
        if (Property is null)
        {
            Add("", input);
            return;
        }

        foreach (var property in Property.Select(PropertySelector.Parse))
        {
            foreach (var (name, value) in property.Values(input))
            {
                if (value is not null)
                    Add(name, value);
            }
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (Property is null)
        {
            var figures = _figures.GetValueOrDefault("") ?? new Figures();
            figures.Count = _objects;
            Write(null, figures);
            return;
        }

        foreach (var property in Property)
        {
            var name = LanguagePrimitives.ConvertTo<string>(property);
            if (WildcardPattern.ContainsWildcardCharacters(name) || _figures.ContainsKey(name))
                continue;
            if (OfNumbers || Maximum || Minimum || !OfText)
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."), "GenericMeasurePropertyNotFound", ErrorCategory.InvalidArgument, null));
            }
            else
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."), "TextMeasurePropertyNotFound", ErrorCategory.InvalidArgument, null));
            }
        }

        foreach (var (name, figures) in _figures)
            Write(name, figures);
    }

    private void Add(string name, object value)
    {
        if (!_figures.TryGetValue(name, out var figures))
            _figures[name] = figures = new Figures();
        figures.Count++;
        var plain = PSObject.AsPSObject(value).BaseObject;
        if (OfText)
        {
            figures.AddText(LanguagePrimitives.ConvertTo<string>(value) ?? "", IgnoreWhiteSpace);
            return;
        }

        if (AllStats || Maximum)
            figures.Greatest = figures.Count == 1 || Order.Compare(value, figures.Greatest) > 0 ? plain : figures.Greatest;
        if (AllStats || Minimum)
            figures.Least = figures.Count == 1 || Order.Compare(value, figures.Least) < 0 ? plain : figures.Least;
        if (!OfNumbers)
            return;
        if (LanguagePrimitives.TryConvertTo<double>(value, CultureInfo.InvariantCulture, out var number) && plain is not string { Length: 0 })
        {
            figures.AddNumber(number);
            return;
        }

        WriteError(new ErrorRecord(
            new PSArgumentException($"Input object \"{value}\" is not numeric."), "NonNumericInputObject", ErrorCategory.InvalidType, value));
    }

    private void Write(string? name, Figures figures)
    {
        if (OfText)
        {
            WriteObject(new TextMeasureInfo
            {
                Property = name,
                Lines = Line ? figures.Lines : null,
                Words = Word ? figures.Words : null,
                Characters = Character ? figures.Characters : null,
            });
            return;
        }

        var any = figures.Numbers > 0;
        var (sum, mean, deviation) = (
            any && (AllStats || Sum) ? figures.Sum : (double?)null,
            any && (AllStats || Average) ? figures.Mean : (double?)null,
            any && (AllStats || StandardDeviation) ? figures.Deviation : (double?)null);
        if (IsNumber(figures.Greatest) && IsNumber(figures.Least))
        {
            WriteObject(new GenericMeasureInfo
            {
                Property = name, Count = figures.Count, Sum = sum, Average = mean, StandardDeviation = deviation,
                Maximum = Double(figures.Greatest), Minimum = Double(figures.Least),
            });
        }
        else
        {
            WriteObject(new GenericObjectMeasureInfo
            {
                Property = name, Count = figures.Count, Sum = sum, Average = mean, StandardDeviation = deviation, Maximum = figures.Greatest, Minimum = figures.Least,
            });
        }
    }

    private static bool IsNumber(object? value) => value is null or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal;

    private static double? Double(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private sealed class Figures
    {
        private double _squares;

        public int Count { get; set; }

        public int Numbers { get; private set; }

        public double Sum { get; private set; }

        public double Mean { get; private set; }

        public double Deviation => Numbers > 1 ? Math.Sqrt(_squares / (Numbers - 1)) : 0;

        public object? Greatest { get; set; }

        public object? Least { get; set; }

        public int Lines { get; private set; }

        public int Words { get; private set; }

        public int Characters { get; private set; }

        public void AddNumber(double number)
        {
            // Welford's way: the mean and the squared distances in one pass, without great numbers cancelling out.
            Numbers++;
            Sum += number;
            var distance = number - Mean;
            Mean += distance / Numbers;
            _squares += distance * (number - Mean);
        }

        public void AddText(string text, bool ignoreBlanks)
        {
            Lines += text.Length == 0 ? 0 : text.Count(character => character == '\n') + 1;
            Words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            Characters += ignoreBlanks ? text.Count(character => !char.IsWhiteSpace(character)) : text.Length;
        }
    }
}
