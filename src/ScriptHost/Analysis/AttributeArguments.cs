using System.Globalization;
using System.Management.Automation.Language;

namespace Universal.ScriptHost.Analysis;

/// <summary>Reads the attributes of a parameter.</summary>
internal static class AttributeArguments
{
    /// <summary>Whether an attribute has that name, with or without its namespace and <c>Attribute</c>.</summary>
    public static bool Is(this AttributeBaseAst attribute, string name)
    {
        var given = attribute.TypeName.Name;
        given = given[(given.LastIndexOf('.') + 1)..];
        return given.Equals(name, StringComparison.OrdinalIgnoreCase) || given.Equals(name + "Attribute", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a named argument is on: <c>Mandatory</c>, <c>Mandatory = $true</c>.</summary>
    public static bool IsOn(this AttributeAst attribute, string argument) =>
        attribute.Named(argument) is { } named && (named.ExpressionOmitted || (Literal.TryRead(named.Argument, out var value) && value is true or > 0L));

    /// <summary>The text of a named argument; null: it is not given, or an expression.</summary>
    public static string? Text(this AttributeAst attribute, string argument) =>
        attribute.Named(argument) is { ExpressionOmitted: false } named && Literal.TryRead(named.Argument, out var value) ? value as string : null;

    /// <summary>Whether a named argument is given.</summary>
    public static bool Has(this AttributeAst attribute, string argument) => attribute.Named(argument) is not null;

    /// <summary>A positional argument as a number; null: there is none, or it is an expression.</summary>
    public static double? Number(this AttributeAst attribute, int index) =>
        index < attribute.PositionalArguments.Count && Literal.TryRead(attribute.PositionalArguments[index], out var value)
            ? value switch { long whole => whole, double real when double.IsFinite(real) => real, _ => null }
            : null;

    /// <summary>A positional argument as a count.</summary>
    public static int? Count(this AttributeAst attribute, int index) =>
        attribute.Number(index) is { } number && number >= 0 && number <= int.MaxValue && double.IsInteger(number) ? (int)number : null;

    /// <summary>The positional arguments as texts; null: one of them is an expression.</summary>
    public static IReadOnlyList<string>? Texts(this AttributeAst attribute)
    {
        var texts = new List<string>();
        foreach (var argument in attribute.PositionalArguments)
        {
            if (!Literal.TryRead(argument, out var value)) return null;
            foreach (var item in value as IEnumerable<object?> ?? [value]) texts.Add(Convert.ToString(item, CultureInfo.InvariantCulture) ?? "");
        }

        return texts;
    }

    private static NamedAttributeArgumentAst? Named(this AttributeAst attribute, string argument) =>
        attribute.NamedArguments.FirstOrDefault(named => named.ArgumentName.Equals(argument, StringComparison.OrdinalIgnoreCase));
}
