using System.Text.Json.Nodes;

namespace Universal.Grains.Execution;

/// <summary>The script around a condition, and how its answer is known among what the condition writes.</summary>
internal static class ConditionText
{
    /// <summary>Begins the line that says how it came out.</summary>
    public const string Mark = "universal:condition=";

    /// <summary>
    /// Sets the variables, runs the block and says how the last object of its output reads. The block comes as a parameter: whatever stands in it cannot
    /// end the script around it, and a block that does not parse fails with its own message.
    /// </summary>
    public const string Script = """
        param([string] $__Condition, $__Variables)
        if ($__Variables) { foreach ($__entry in $__Variables.GetEnumerator()) { Set-Variable -Name $__entry.Key -Value $__entry.Value -Scope Global -Force } }
        $__last = $null
        # Thrown on: a call of .NET that fails would end this statement only.
        try { $__block = [scriptblock]::Create($__Condition) } catch { throw }
        & $__block | ForEach-Object { $__last = $_ }
        "universal:condition=" + [System.Management.Automation.LanguagePrimitives]::IsTrue($__last)

        """;

    /// <summary>The parameters of <see cref="Script"/>.</summary>
    /// <exception cref="System.Text.Json.JsonException"><paramref name="variables"/> is no JSON.</exception>
    public static string Parameters(string condition, string? variables) =>
        new JsonObject { ["__Condition"] = condition, ["__Variables"] = variables is null ? null : JsonNode.Parse(variables) }.ToJsonString();

    /// <summary>The answer, when the line is the one that has it.</summary>
    public static bool? AnswerOf(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) && bool.TryParse(line.AsSpan(Mark.Length), out var met) ? met : null;
}
