namespace Bench.Measuring;

/// <summary>What is said of several measured values.</summary>
public static class Statistics
{
    /// <summary>The smallest value that at least this part of the values does not exceed.</summary>
    public static double Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(sorted.Length * quantile) - 1];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
