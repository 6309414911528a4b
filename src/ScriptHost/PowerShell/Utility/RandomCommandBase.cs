using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Get-Random</c> and <c>Get-SecureRandom</c> have in common.</summary>
public abstract class RandomCommandBase : PSCmdlet
{
    private readonly List<object?> _objects = [];

    /// <summary>Below which number. Default: the greatest whole number.</summary>
    [Parameter(Position = 0, ParameterSetName = "RandomNumberParameterSet")]
    public object? Maximum { get; set; }

    /// <summary>From which number. Default 0.</summary>
    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    public object? Minimum { get; set; }

    /// <summary>Objects to choose from.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "RandomListItemParameterSet")]
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ShuffleParameterSet")]
    [AllowNull]
    public object[]? InputObject { get; set; }

    /// <summary>How many. Default 1.</summary>
    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    [Parameter(ParameterSetName = "RandomListItemParameterSet")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>Writes all objects in another order.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ShuffleParameterSet")]
    public SwitchParameter Shuffle { get; set; }

    /// <summary>A number from 0 up to, but without, 1.</summary>
    protected abstract double NextDouble();

    /// <summary>A number from 0 up to, but without, a limit.</summary>
    protected abstract long NextBelow(long limit);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ParameterSetName != "RandomNumberParameterSet")
            return;
        var (least, limit) = (Number(Minimum) ?? 0, Number(Maximum));
        var isReal = least is double || limit is double;
        if (isReal)
            WriteReals(Convert.ToDouble(least, CultureInfo.InvariantCulture), limit is null ? double.MaxValue : Convert.ToDouble(limit, CultureInfo.InvariantCulture));
        else
            WriteWholes(Convert.ToInt64(least, CultureInfo.InvariantCulture), limit is null ? least is long ? long.MaxValue : int.MaxValue : Convert.ToInt64(limit, CultureInfo.InvariantCulture), least is long || limit is long);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != "RandomNumberParameterSet")
            _objects.AddRange(InputObject ?? []);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (ParameterSetName == "RandomNumberParameterSet")
            return;
        var count = Shuffle ? _objects.Count : Math.Min(Count, _objects.Count);
        for (var i = 0; i < count; i++)
        {
            var other = i + (int)NextBelow(_objects.Count - i);
            (_objects[i], _objects[other]) = (_objects[other], _objects[i]);
            WriteObject(_objects[i]);
        }
    }

    private static object? Number(object? given)
    {
        var value = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (value is string text)
            value = LanguagePrimitives.TryConvertTo<int>(text, out var whole) && !text.Contains('.', StringComparison.Ordinal) ? whole : LanguagePrimitives.ConvertTo<double>(text);
        return value switch
        {
            null or int or long or double => value,
            float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            uint or ulong => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            _ => LanguagePrimitives.ConvertTo<int>(value),
        };
    }

    private void WriteReals(double least, double limit)
    {
        Check(least < limit, least, limit);
        for (var i = 0; i < Count; i++)
            WriteObject(least + (NextDouble() * (limit - least)));
    }

    private void WriteWholes(long least, long limit, bool isLong)
    {
        Check(least < limit, least, limit);
        for (var i = 0; i < Count; i++)
        {
            var number = least + NextBelow(limit - least);
            WriteObject(isLong ? number : (object)(int)number);
        }
    }

    private void Check(bool fits, object least, object limit)
    {
        if (!fits)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"The Minimum value ({least}) cannot be greater than or equal to the Maximum value ({limit})."), "MinGreaterThanOrEqualMax", ErrorCategory.InvalidArgument, CultureInfo.InvariantCulture));
        }
    }
}
