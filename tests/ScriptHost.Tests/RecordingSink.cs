using System.Collections.Concurrent;
using Universal.Grains.Execution;
using Universal.Jobs;

namespace Universal.ScriptHost.Tests;

/// <summary>Keeps what an attempt wrote and answers its questions.</summary>
public sealed class RecordingSink : IAttemptSink
{
    private readonly ConcurrentQueue<(OutputStream Stream, string Text, string? Data)> _records = new();
    private readonly ConcurrentQueue<string> _cut = new();
    private readonly SemaphoreSlim _written = new(0);

    public Func<JobFeedbackKind, string, IReadOnlyList<string>, int?, CancellationToken, Task<string>> Answer { get; init; } =
        (_, prompt, _, _, _) => throw new InvalidOperationException($"Unexpected question: {prompt}");

    public Func<ValueTask>? BeforeWrite { get; set; }

    public ConcurrentQueue<(int? Percent, string? Text)> ProgressReports { get; } = new();

    public ConcurrentQueue<(JobFeedbackKind Kind, string Prompt, string[] Choices, int? Default)> Questions { get; } = new();

    public IReadOnlyList<(OutputStream Stream, string Text, string? Data)> Records => [.. _records];

    public string[] Lines(OutputStream stream) => [.. _records.Where(r => r.Stream == stream).Select(r => r.Text)];

    public string[] Output => Lines(OutputStream.Output);

    /// <summary>The texts that were cut and went on in the next record.</summary>
    public string[] Cut => [.. _cut];

    public async ValueTask WriteAsync(OutputStream stream, string text, string? data, bool more, CancellationToken cancellationToken)
    {
        if (BeforeWrite is { } before)
            await before();
        _records.Enqueue((stream, text, data));
        if (more)
            _cut.Enqueue(text);
        _written.Release();
    }

    public void Progress(int? percent, string? text) => ProgressReports.Enqueue((percent, text));

    public Task<string> AskAsync(
        JobFeedbackKind kind, string prompt, IReadOnlyList<string> choices, int? defaultChoice, CancellationToken cancellationToken)
    {
        Questions.Enqueue((kind, prompt, [.. choices], defaultChoice));
        _written.Release();
        return Answer(kind, prompt, choices, defaultChoice, cancellationToken);
    }

    public async Task<string> WaitForLineAsync(Func<string, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (_records.FirstOrDefault(r => wanted(r.Text)) is { Text: not null } found)
                return found.Text;
            await _written.WaitAsync(limit.Token);
        }
    }

    public async Task WaitForQuestionAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Questions.IsEmpty)
            await _written.WaitAsync(limit.Token);
    }
}
