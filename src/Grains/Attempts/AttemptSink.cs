using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Grains.Variables;
using Universal.Jobs;

namespace Universal.Grains.Attempts;

/// <summary>Connects a runner with the attempt's job and output. Nothing passes but masked.</summary>
internal sealed class AttemptSink(Attempt attempt, IJobAttempt job, AttemptOutput output, PatientCalls calls, TimeProvider time) : IAttemptSink
{
    // Progress is a write of the job's row: a script that reports a thousand steps a second is heard twice a second.
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    // The ends of cut texts that may be the beginnings of secrets.
    private readonly Dictionary<OutputStream, string> _rests = [];
    private long _lastProgress;
    private bool _sent;

    public ValueTask WriteAsync(OutputStream stream, string text, string? data, bool more, CancellationToken cancellationToken)
    {
        string masked;
        lock (_gate)
        {
            var goesOn = _rests.Remove(stream, out var before);
            text = before + text;
            if (more)
            {
                masked = attempt.Mask.ApplyToPiece(text, out var rest);
                _rests[stream] = rest;
                if (masked.Length == 0 && data is null) return ValueTask.CompletedTask;
            }
            else if (goesOn && text.Length == 0 && data is null)
            {
                // Only the end of a line that is written already.
                return ValueTask.CompletedTask;
            }
            else
            {
                masked = attempt.Mask.Apply(text)!;
            }
        }

        return output.WriteAsync(stream, masked, attempt.Mask.Apply(ClixmlSecrets.Hide(data)), cancellationToken);
    }

    /// <summary>Writes what waits for a piece that does not come any more.</summary>
    public async Task CompleteAsync()
    {
        foreach (var stream in _rests.Keys.ToArray()) await WriteAsync(stream, "", null, more: false, CancellationToken.None);
    }

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
        var text = await answer.WaitAsync(cancellationToken);
        if (kind == JobFeedbackKind.Secret) attempt.Mask.Add([text]);
        return text;
    }
}
