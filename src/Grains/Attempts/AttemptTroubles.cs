using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Jobs;

namespace Universal.Grains.Attempts;

/// <summary>
/// What kept this node from starting attempts lately, for its status: one sentence for each thing that it lacks. Over when nothing was refused for it for
/// a while, or when an attempt started that needed the same.
/// </summary>
internal sealed class AttemptTroubles(NodeTroubles troubles, TimeProvider time) : IDisposable
{
    /// <summary>The code under which the status tells them.</summary>
    public const string Code = "jobs_refused";

    /// <summary>How long a refusal is told.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int MaxTold = 20;
    private readonly Lock _gate = new();
    private readonly Dictionary<(RefusalCause Cause, string Wanted), (string Reason, DateTimeOffset Until)> _known = [];
    private ITimer? _timer;

    /// <summary>Takes note of how an attempt came out.</summary>
    public void Note(JobRecord job, AttemptOutcome outcome)
    {
        lock (_gate)
        {
            if (outcome is { End: AttemptEnd.Refused, Refusal: { } cause, Reason: { } reason }) _known[(cause, WantedBy(job, cause))] = (reason, time.GetUtcNow() + Memory);
            else if (_known.Count == 0) return;
            else foreach (var done in Enum.GetValues<RefusalCause>()) _known.Remove((done, WantedBy(job, done)));
            Tell();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    private void Expire()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var over in _known.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToArray()) _known.Remove(over);
            Tell();
        }
    }

    private void Tell()
    {
        _timer?.Dispose();
        _timer = null;
        if (_known.Count == 0)
        {
            troubles.Clear(Code);
            return;
        }

        troubles.Set(Code, [.. _known.Values.Select(trouble => $"Jobs could not be started on this node: {trouble.Reason}").Distinct().Take(MaxTold)]);
        _timer = time.CreateTimer(_ => Expire(), null, _known.Values.Min(trouble => trouble.Until) - time.GetUtcNow() + TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
    }

    private static string WantedBy(JobRecord job, RefusalCause cause) => RefusalSubject.Of(cause, job.Environment, job.Commit, job.Script);
}
