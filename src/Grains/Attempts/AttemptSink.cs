using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Attempts;

/// <summary>Connects a runner with the attempt's job and output. Nothing passes but masked.</summary>
internal sealed class AttemptSink(Attempt attempt, IJobAttempt job, AttemptOutput output, PatientCalls calls, TimeProvider time) : IAttemptSink
{
    // Progress is a write of the job's row: a script that reports a thousand steps a second is heard twice a second.
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private long _lastProgress;
    private bool _sent;

    public ValueTask WriteAsync(OutputStream stream, string text, string? data, CancellationToken cancellationToken) =>
        output.WriteAsync(stream, attempt.Mask.Apply(text)!, attempt.Mask.Apply(data), cancellationToken);

    public void Progress(int? percent, string? text)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_sent && percent is not 100 && time.GetElapsedTime(_lastProgress, now) < ProgressPeriod) return;
            (_lastProgress, _sent) = (now, true);
        }

        job.Progress(attempt.Key.Attempt, percent, attempt.Mask.Apply(text)).Ignore();
    }

    public async Task<string> AskAsync(
        JobFeedbackKind kind, string prompt, IReadOnlyList<string> choices, int? defaultChoice, CancellationToken cancellationToken)
    {
        var (id, answer) = attempt.OpenQuestion();
        var feedback = new JobFeedback(id, kind, attempt.Mask.Apply(prompt)!, choices.Select(choice => attempt.Mask.Apply(choice)!).ToArray(), defaultChoice);
        if (!await calls.UntilAnsweredAsync(attempt.Key, () => job.Ask(attempt.Key.Attempt, feedback), cancellationToken))
            throw new OperationCanceledException("The attempt takes no more questions: it is being stopped.");
        return await answer.WaitAsync(cancellationToken);
    }
}
