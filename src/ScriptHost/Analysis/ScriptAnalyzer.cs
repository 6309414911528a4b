using System.Management.Automation.Language;

namespace Universal.ScriptHost.Analysis;

/// <summary>Reads parameters and help of scripts and functions from their text. Nothing is run.</summary>
internal static class ScriptAnalyzer
{
    private const int MaxText = 2_000;

    /// <summary>What the text of a script says.</summary>
    public static ScriptFacts Analyze(string text)
    {
        var script = Parser.ParseInput(text, out _, out var found);
        if (found.FirstOrDefault(fault => !IsOfModules(fault, script)) is { } fault)
            return ScriptFacts.Unknown with { Fault = fault.Message, FaultLine = fault.Extent.StartLineNumber };
        return Describe(script, script.ParamBlock?.Parameters, script.GetHelpContent(), script);
    }

    /// <summary>What a function says.</summary>
    public static ScriptFacts Analyze(FunctionDefinitionAst function, ScriptBlockAst file)
    {
        var body = function.Body;
        return Describe(body, body.ParamBlock?.Parameters ?? function.Parameters, function.GetHelpContent(), file);
    }

    // A module that is not found here, in a folder with its version or in an environment's path, can be there when the script runs. The rest of the text is
    // read all the same; only types of the module are unknown. A text that is nested too deeply has no tree at all.
    private static bool IsOfModules(ParseError fault, ScriptBlockAst? script) =>
        script?.UsingStatements is { } modules && modules.Any(statement => statement.UsingStatementKind is UsingStatementKind.Module or UsingStatementKind.Assembly
            && (fault.ErrorId == "TypeNotFound" || (fault.Extent.StartOffset >= statement.Extent.StartOffset && fault.Extent.EndOffset <= statement.Extent.EndOffset)));

    private static ScriptFacts Describe(ScriptBlockAst body, IReadOnlyList<ParameterAst>? parameters, CommentHelpInfo? help, ScriptBlockAst file)
    {
        var description = Description(help);
        if (parameters is null) return ScriptFacts.Unknown with { Description = description };
        var sets = parameters.SelectMany(ParameterReader.SetsOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var facts = parameters.Select(parameter => ParameterReader.Read(parameter, sets, HelpOf(help, parameter.Name.VariablePath.UserPath), file)).ToArray();
        return new ScriptFacts(description, facts, OthersOf(body, parameters));
    }

    private static OtherParameters OthersOf(ScriptBlockAst body, IReadOnlyList<ParameterAst> parameters)
    {
        var bindings = parameters.SelectMany(ParameterReader.Bindings).ToArray();
        if (body.DynamicParamBlock is not null || bindings.Any(binding => binding.IsOn("ValueFromRemainingArguments"))) return OtherParameters.Any;
        if (bindings.Length > 0 || body.ParamBlock?.Attributes.Any(attribute => attribute.Is("CmdletBinding")) == true) return OtherParameters.Common;
        // What is not declared is in $args. A script that does not look at it would lose a misspelled parameter in silence.
        var looks = body.Find(
            ast => ast is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("args", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false);
        return looks is null ? OtherParameters.None : OtherParameters.Any;
    }

    private static string? Description(CommentHelpInfo? help)
    {
        var text = string.IsNullOrWhiteSpace(help?.Synopsis) ? help?.Description : help.Synopsis;
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length <= MaxText ? text : text[..MaxText];
    }

    // Names are keys in upper case there.
    private static string? HelpOf(CommentHelpInfo? help, string parameter) =>
        help?.Parameters is { } all && all.TryGetValue(parameter.ToUpperInvariant(), out var text) ? text : null;
}
