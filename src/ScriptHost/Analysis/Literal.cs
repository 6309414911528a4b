using System.Management.Automation.Language;
using Universal.PowerShell.Declaring;

namespace Universal.ScriptHost.Analysis;

/// <summary>Reads literals of a script: what has a value without running anything.</summary>
internal static class Literal
{
    /// <summary>The plain value (see <see cref="PlainValue"/>) of a literal.</summary>
    /// <returns>False: it is an expression.</returns>
    public static bool TryRead(Ast? ast, out object? value)
    {
        value = null;
        switch (ast)
        {
            case ConstantExpressionAst constant:
                value = PlainValue.Of(constant.Value);
                return true;
            case VariableExpressionAst { Splatted: false } variable when variable.VariablePath.UserPath.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL":
                value = variable.VariablePath.UserPath.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null };
                return true;
            case UnaryExpressionAst { TokenKind: TokenKind.Minus } minus when TryRead(minus.Child, out var number) && number is long or double:
                value = number is long whole ? -whole : -(double)number;
                return true;
            case ParenExpressionAst { Pipeline: PipelineAst pipeline }:
                return TryRead(pipeline, out value);
            case PipelineAst { PipelineElements: [CommandExpressionAst command] }:
                return TryRead(command.Expression, out value);
            case ArrayLiteralAst list:
                return TryReadAll(list.Elements, out value);
            case ArrayExpressionAst { SubExpression.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ArrayLiteralAst inner }] }] }:
                return TryReadAll(inner.Elements, out value);
            case ArrayExpressionAst array:
                return TryReadAll(array.SubExpression.Statements, out value);
            default:
                return false;
        }
    }

    private static bool TryReadAll(IEnumerable<Ast> items, out object? value)
    {
        var values = new List<object?>();
        value = values;
        foreach (var item in items)
        {
            if (!TryRead(item, out var one)) return false;
            values.Add(one);
        }

        return true;
    }
}
