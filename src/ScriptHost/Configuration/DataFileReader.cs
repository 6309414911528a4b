using System.Globalization;
using System.Management.Automation.Language;
using Universal.PowerShell.Declaring;

namespace Universal.ScriptHost.Configuration;

/// <summary>
/// Reads data files (<c>.psd1</c>): a table with <c>Items</c>, each the properties of one resource. Nothing in them is run.
/// </summary>
internal static class DataFileReader
{
    private static readonly Dictionary<string, string> _kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["apps"] = "app", ["branding"] = "branding", ["computerGroups"] = "computerGroup", ["dashboards"] = "app", ["endpoints"] = "endpoint",
        ["endpointDocumentation"] = "endpointDocumentation", ["environments"] = "environment", ["healthChecks"] = "healthCheck",
        ["loginPage"] = "loginPage", ["logging"] = "loggingTarget", ["portalComponents"] = "portalComponent", ["portalPages"] = "portalPage",
        ["portalWidgets"] = "portalComponent", ["publishedFolders"] = "publishedFolder", ["rateLimits"] = "rateLimit", ["roles"] = "role",
        ["schedules"] = "schedule", ["scripts"] = "script", ["settings"] = "settings", ["tags"] = "tag", ["translations"] = "translation",
        ["triggers"] = "trigger", ["variables"] = "variable",
    };

    private static readonly Dictionary<string, object?> _constants = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true, ["false"] = false, ["null"] = null,
    };

    /// <summary>Adds what a parsed data file declares to the result.</summary>
    public static void Read(ScriptBlockAst file, string path, ConfigurationResult result)
    {
        if (!_kinds.TryGetValue(Path.GetFileNameWithoutExtension(path), out var kind))
        {
            result.Add(FaultSeverity.Warning, FaultCodes.DataFile, "The name of this data file is that of no kind of resource. It is not read.", new(path, 0, 0));
            return;
        }

        try
        {
            foreach (var item in Items(Table(file)))
            {
                var properties = new SortedDictionary<string, object?>(StringComparer.Ordinal);
                foreach (var (key, value) in item.KeyValuePairs)
                    properties[Text(key)] = Value(value);
                result.Declare(new Declaration
                {
                    Kind = kind,
                    Cmdlet = "",
                    Name = properties.GetValueOrDefault("Name") as string,
                    Properties = properties,
                    Others = new Dictionary<string, object?>(),
                    Place = PlaceOf(item, path),
                });
            }
        }
        catch (UnfitException e)
        {
            result.Add(FaultSeverity.Error, FaultCodes.DataFile, e.Message, PlaceOf(e.Ast, path));
        }
    }

    private static HashtableAst Table(ScriptBlockAst file) =>
        file.EndBlock?.Statements is [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: HashtableAst table }] }]
            ? table
            : throw new UnfitException("A data file is one table: @{ Items = @( ... ) }.", file);

    private static IEnumerable<HashtableAst> Items(HashtableAst table)
    {
        var items = table.KeyValuePairs.FirstOrDefault(pair => Text(pair.Item1).Equals("Items", StringComparison.OrdinalIgnoreCase));
        if (items is null) return [table];
        return Expressions(items.Item2).Select(item => item as HashtableAst ?? throw new UnfitException("An item is a table: @{ Name = ... }.", item));
    }

    private static object? Value(Ast ast) => ast switch
    {
        PipelineAst { PipelineElements: [CommandExpressionAst command] } => Value(command.Expression),
        StringConstantExpressionAst text => text.Value,
        ConstantExpressionAst constant => PlainValue.Of(constant.Value),
        VariableExpressionAst { VariablePath.UserPath: var name } when _constants.TryGetValue(name, out var constant) => constant,
        HashtableAst table => TableOf(table),
        ArrayExpressionAst or ArrayLiteralAst => Expressions(ast).Select(Value).ToList(),
        ScriptBlockExpressionAst block => new ScriptText(block.ScriptBlock.GetScriptBlock().ToString(), block.Extent.StartLineNumber),
        UnaryExpressionAst { TokenKind: TokenKind.Minus, Child: ConstantExpressionAst { Value: not string } number } => -Convert.ToDouble(number.Value, CultureInfo.InvariantCulture),
        _ => throw new UnfitException($"'{ast.Extent.Text}' is no data: only text, numbers, $true, $false, $null, lists, tables and script blocks are.", ast),
    };

    private static SortedDictionary<string, object?> TableOf(HashtableAst table)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in table.KeyValuePairs)
            values[Text(key)] = Value(value);
        return values;
    }

    // @( a; b ), @( a, b ) and a, b.
    private static IEnumerable<Ast> Expressions(Ast ast) => ast switch
    {
        PipelineAst { PipelineElements: [CommandExpressionAst command] } => Expressions(command.Expression),
        ArrayExpressionAst array => array.SubExpression.Statements.SelectMany(Expressions),
        ArrayLiteralAst list => list.Elements,
        _ => [ast],
    };

    private static string Text(Ast key) =>
        Value(key) as string ?? throw new UnfitException($"'{key.Extent.Text}' is no name.", key);

    private static SourcePlace PlaceOf(Ast ast, string path) => new(path, ast.Extent.StartLineNumber, ast.Extent.StartColumnNumber);

    private sealed class UnfitException(string message, Ast ast) : Exception(message)
    {
        public Ast Ast => ast;
    }
}
