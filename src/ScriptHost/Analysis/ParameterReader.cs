using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Universal.ScriptHost.Analysis;

/// <summary>Reads a parameter of a <c>param</c> block.</summary>
internal static class ParameterReader
{
    private const int MaxText = 2_000;
    private const string AllSets = "__AllParameterSets";

    /// <summary>The parameter.</summary>
    /// <param name="parameter">Its part of the block.</param>
    /// <param name="sets">The parameter sets of the block; empty: there are none.</param>
    /// <param name="help">What the comment-based help says of it.</param>
    /// <param name="file">The file, which can define enumerations.</param>
    public static ParameterFacts Read(ParameterAst parameter, IReadOnlyCollection<string> sets, string? help, ScriptBlockAst file)
    {
        var type = parameter.Attributes.OfType<TypeConstraintAst>().LastOrDefault()?.TypeName;
        var (kind, names) = ParameterTypes.Of(type, file);
        var bindings = Bindings(parameter);
        var facts = new ParameterFacts(parameter.Name.VariablePath.UserPath, kind)
        {
            // A secret that is not given with the job is asked for by PowerShell.
            Required = IsMandatory(bindings, sets) && kind is not (ParameterKind.SecureString or ParameterKind.Credential),
            AllowedValues = names,
            Description = Cut(help) ?? Cut(bindings.Select(binding => binding.Text("HelpMessage")).FirstOrDefault(text => text is not null)),
        };
        if (parameter.DefaultValue is { } expression)
        {
            var literal = Literal.TryRead(expression, out var value);
            if (!literal || value is not null) facts = facts with { DefaultText = Cut(expression.Extent.Text), Default = literal ? value : null };
        }

        // PowerShell refuses the empty value of a mandatory parameter.
        if (facts.Required && kind == ParameterKind.String && !Has(parameter, "AllowEmptyString")) facts = facts with { MinLength = 1 };
        if (facts.Required && kind == ParameterKind.Array && !Has(parameter, "AllowEmptyCollection")) facts = facts with { MinItems = 1 };
        return parameter.Attributes.OfType<AttributeAst>().Aggregate(facts, With);
    }

    /// <summary>The names of the sets that a parameter names.</summary>
    public static IEnumerable<string> SetsOf(ParameterAst parameter) => Bindings(parameter).Select(SetOf).Where(set => set != AllSets);

    /// <summary>The <c>[Parameter()]</c> attributes, one for each set that it belongs to.</summary>
    public static IReadOnlyList<AttributeAst> Bindings(ParameterAst parameter) =>
        [.. parameter.Attributes.OfType<AttributeAst>().Where(attribute => attribute.Is("Parameter"))];

    // Mandatory in some sets only is not required: the caller may mean another set.
    private static bool IsMandatory(IReadOnlyList<AttributeAst> bindings, IReadOnlyCollection<string> sets)
    {
        IEnumerable<string> all = sets.Count == 0 ? [AllSets] : sets;
        return all.All(set => bindings.Any(binding =>
            binding.IsOn("Mandatory") && (SetOf(binding) == AllSets || SetOf(binding).Equals(set, StringComparison.OrdinalIgnoreCase))));
    }

    private static string SetOf(AttributeAst binding) => binding.Text("ParameterSetName") ?? AllSets;

    private static bool Has(ParameterAst parameter, string attribute) => parameter.Attributes.Any(other => other.Is(attribute));

    private static ParameterFacts With(ParameterFacts facts, AttributeAst attribute)
    {
        if (attribute.Is("Alias")) return facts with { Aliases = attribute.Texts() ?? [] };
        if (attribute.Is("ValidateSet")) return facts with { AllowedValues = attribute.Texts() ?? facts.AllowedValues };
        if (attribute.Is("ValidateLength")) return facts with { MinLength = attribute.Count(0) ?? facts.MinLength, MaxLength = attribute.Count(1) };
        if (attribute.Is("ValidateCount")) return facts with { MinItems = attribute.Count(0) ?? facts.MinItems, MaxItems = attribute.Count(1) };
        if (attribute.Is("ValidateRange")) return WithRange(facts, attribute);
        if (attribute.Is("ValidatePattern")) return facts with { Pattern = PatternOf(attribute) };
        if (!attribute.Is("ValidateNotNullOrEmpty") && !attribute.Is("ValidateNotNullOrWhiteSpace")) return facts;
        return facts.Kind switch
        {
            ParameterKind.String => facts with { MinLength = Math.Max(facts.MinLength ?? 0, 1) },
            ParameterKind.Array => facts with { MinItems = Math.Max(facts.MinItems ?? 0, 1), MinLength = Math.Max(facts.MinLength ?? 0, 1) },
            _ => facts,
        };
    }

    private static ParameterFacts WithRange(ParameterFacts facts, AttributeAst attribute)
    {
        if (facts.Kind is not (ParameterKind.Integer or ParameterKind.Number or ParameterKind.Array)) return facts;
        if (attribute.PositionalArguments.Count == 2) return facts with { Minimum = attribute.Number(0), Maximum = attribute.Number(1) };
        // "Positive", or [ValidateRangeKind]::Positive. That 0 is none is left to PowerShell where numbers can be as near to it as one likes.
        var nearest = facts.Kind == ParameterKind.Integer ? 1 : 0;
        return attribute.PositionalArguments.FirstOrDefault()?.Extent.Text.Split(':')[^1].Trim('\'', '"').ToUpperInvariant() switch
        {
            "POSITIVE" => facts with { Minimum = nearest },
            "NONNEGATIVE" => facts with { Minimum = 0 },
            "NEGATIVE" => facts with { Maximum = -nearest },
            "NONPOSITIVE" => facts with { Maximum = 0 },
            _ => facts,
        };
    }

    private static string? PatternOf(AttributeAst attribute)
    {
        if (attribute.Texts() is not [var pattern]) return null;
        // Other options than none cannot be told by the pattern alone.
        if (attribute.Has("Options"))
        {
            if (attribute.Text("Options") is not { } options || !options.Equals("None", StringComparison.OrdinalIgnoreCase)) return null;
            pattern = "(?-i)" + pattern;
        }

        try
        {
            _ = new Regex(pattern);
            return pattern;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Cut(string? text)
    {
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length <= MaxText ? text : text[..MaxText];
    }
}
