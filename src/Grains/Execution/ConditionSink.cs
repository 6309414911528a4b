using Universal.Jobs;

namespace Universal.Grains.Execution;

/// <summary>Listens to a condition: keeps its answer and its last error, and drops the rest.</summary>
internal sealed class ConditionSink(CancellationTokenSource asked) : IAttemptSink
{
    private const int MaxError = 1000;

    /// <summary>The answer; the last one, because only the script around the condition writes last. Null: it did not come to that.</summary>
    public bool? Result { get; private set; }

    /// <summary>The last error, for people.</summary>
    public string? LastError { get; private set; }

    /// <inheritdoc />
    public ValueTask WriteAsync(OutputStream stream, string text, string? data, bool more, CancellationToken cancellationToken)
    {
        if (stream == OutputStream.Output) Result = ConditionText.AnswerOf(text) ?? Result;
        else if (stream == OutputStream.Error) LastError = text.Length <= MaxError ? text : text[..MaxError];
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void Progress(int? percent, string? text)
    {
    }

    /// <inheritdoc />
    public async Task<string> AskAsync(JobFeedbackKind kind, string prompt, IReadOnlyList<string> choices, int? defaultChoice, CancellationToken cancellationToken)
    {
        await asked.CancelAsync();
        throw new OperationCanceledException("Nobody answers a condition.");
    }
}
