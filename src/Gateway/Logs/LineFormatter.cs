using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Universal.Errors;

namespace Universal.Gateway.Logs;

/// <summary>
/// Writes an event as one line: time (ISO 8601, UTC), level, category, message, and of an exception its type and message. A stack trace follows only
/// where somebody has to look into the code: below an error that was not foreseen, and at Debug and Trace. Its lines begin with spaces, by which log
/// collectors join them to the event.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(Form)
{
    /// <summary>Name of this form in <c>Logging:Console:FormatterName</c>.</summary>
    public const string Form = "line";

    private const int LevelWidth = 11;
    private const string Indent = "    ";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (message is null && logEntry.Exception is null) return;
        textWriter.Write(time.GetUtcNow().UtcDateTime.ToString(LogServices.TimeFormat, CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(logEntry.LogLevel.ToString().PadRight(LevelWidth));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        WriteOnOneLine(textWriter, message.AsSpan().Trim());
        // Who wrote the message from the exception has said it already.
        for (var error = logEntry.Exception; error is not null; error = error.InnerException)
        {
            if (message?.Contains(error.Message, StringComparison.Ordinal) == true) continue;
            textWriter.Write(ReferenceEquals(error, logEntry.Exception) ? " | " : " <- ");
            textWriter.Write(error.GetType().FullName);
            textWriter.Write(": ");
            WriteOnOneLine(textWriter, error.Message.AsSpan().Trim());
        }

        textWriter.Write(Environment.NewLine);
        if (logEntry.Exception is not { } exception || !NeedsTrace(logEntry.LogLevel, exception)) return;
        foreach (var line in exception.ToString().EnumerateLines())
        {
            textWriter.Write(Indent);
            WriteOnOneLine(textWriter, line.TrimEnd());
            textWriter.Write(Environment.NewLine);
        }
    }

    private static bool NeedsTrace(LogLevel level, Exception exception) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => true,
        LogLevel.Error or LogLevel.Critical => exception is not (UniversalException or System.Data.Common.DbException or OperationCanceledException or TimeoutException),
        _ => false,
    };

    // A line break, or a control character for a terminal, in a name that a stranger chose must not write a line of its own.
    private static void WriteOnOneLine(TextWriter writer, ReadOnlySpan<char> text)
    {
        var previous = '\0';
        foreach (var character in text)
        {
            if (!char.IsControl(character)) writer.Write(character);
            else if (!char.IsControl(previous)) writer.Write(' ');
            previous = character;
        }
    }
}
