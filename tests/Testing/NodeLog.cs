using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Universal.Testing;

/// <summary>One event of a node's log.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Level">How grave.</param>
/// <param name="Category">Who says it.</param>
/// <param name="Text">What, with the type and message of an exception.</param>
/// <param name="Trace">Lines of a stack trace below it.</param>
public sealed record NodeLogEvent(DateTimeOffset Time, LogLevel Level, string Category, string Text, IReadOnlyList<string> Trace)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Trace.Prepend($"{Time:HH:mm:ss.fff} {Level} {Category}: {Text}"));
}

/// <summary>A node's log in its default form.</summary>
/// <param name="Events">What was logged.</param>
/// <param name="StrayLines">Lines that belong to no event: what something wrote past the log.</param>
public sealed partial record NodeLog(IReadOnlyList<NodeLogEvent> Events, IReadOnlyList<string> StrayLines)
{
    /// <summary>Reads a log. A last line that is still being written is left out.</summary>
    public static NodeLog Read(string text)
    {
        List<NodeLogEvent> events = [];
        List<string> strays = [];
        List<string> trace = [];
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Event().Match(line) is { Success: true } match)
            {
                events.Add(new NodeLogEvent(
                    DateTimeOffset.Parse(match.Groups["time"].ValueSpan, CultureInfo.InvariantCulture), Enum.Parse<LogLevel>(match.Groups["level"].ValueSpan),
                    match.Groups["category"].Value, match.Groups["text"].Value, trace = []));
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && events.Count > 0)
            {
                trace.Add(line);
            }
            else
            {
                strays.Add(line);
            }
        }

        return new NodeLog(events, strays);
    }

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (?<level>Trace|Debug|Information|Warning|Error|Critical) +(?<category>\S+): (?<text>.*)$")]
    private static partial Regex Event();
}
