using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> found out about numbers.</summary>
public sealed class GenericMeasureInfo : MeasureInfo
{
    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>Their mean.</summary>
    public double? Average { get; set; }

    /// <summary>Their sum.</summary>
    public double? Sum { get; set; }

    /// <summary>The greatest.</summary>
    public double? Maximum { get; set; }

    /// <summary>The least.</summary>
    public double? Minimum { get; set; }

    /// <summary>How much they differ: the standard deviation of a sample.</summary>
    public double? StandardDeviation { get; set; }
}
