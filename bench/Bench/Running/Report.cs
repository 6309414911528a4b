using System.Globalization;
using System.Text;
using Bench.Systems;

namespace Bench.Running;

/// <summary>One measured figure.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="System">The system.</param>
/// <param name="Variant">Its settings.</param>
/// <param name="Value">The value as it is printed.</param>
public sealed record Figure(Row Row, ISystemUnderTest System, Variant Variant, string Value);

/// <summary>Figures as a Markdown table: a row for each figure, a column for each system and variant, and what Universal shall reach.</summary>
public static class Report
{
    public static string Number(double value) => value.ToString(value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    public static string Markdown(IReadOnlyList<Figure> figures, string machine)
    {
        var columns = SystemList.All.SelectMany(system => system.Variants.Select(variant => (System: system, Variant: variant))).ToArray();
        var text = new StringBuilder("| figure |");
        foreach (var (system, variant) in columns)
            text.Append(CultureInfo.InvariantCulture, $" {system.Title}{(system.Variants.Count == 1 ? "" : variant == Variant.Default ? ", default" : ", fastest")} |");
        text.Append(" target |\n|---|").Insert(text.Length, "---|", columns.Length + 1).Append('\n');
        foreach (var row in figures.GroupBy(figure => figure.Row).OrderBy(row => row.Key.Order))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Name} |");
            foreach (var (system, variant) in columns)
                text.Append(CultureInfo.InvariantCulture, $" {row.LastOrDefault(figure => figure.System == system && figure.Variant == variant)?.Value} |");
            text.Append(CultureInfo.InvariantCulture, $" {row.Key.Target} |\n");
        }

        return text.Append('\n').Append(machine).Append('\n').ToString();
    }
}
