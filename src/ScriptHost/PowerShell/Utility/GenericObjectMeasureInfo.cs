using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> found out about values that need not be numbers.</summary>
public sealed class GenericObjectMeasureInfo : MeasureInfo
{
    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>Their mean.</summary>
    public double? Average { get; set; }

    /// <summary>Their sum.</summary>
    public double? Sum { get; set; }

    /// <summary>The greatest.</summary>
    public object? Maximum { get; set; }

    /// <summary>The least.</summary>
    public object? Minimum { get; set; }

    /// <summary>How much they differ: the standard deviation of a sample.</summary>
    public double? StandardDeviation { get; set; }
}
