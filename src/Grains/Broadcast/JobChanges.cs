using Microsoft.Extensions.Hosting;
using Universal.Broadcast;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Jobs;

namespace Universal.Grains.Broadcast;

/// <summary>
/// Tells of the jobs of this node while somebody listens: four times a second, each job as it is then. When there are more changes than can be told it is
/// silent for a while, and then says that what is known is to be read anew.
/// </summary>
internal sealed class JobChanges(NodeBroadcasts broadcasts, BroadcastInterest interest, TimeProvider time) : BackgroundService, IJobListener
{
    /// <summary>Most jobs of one message.</summary>
    public const int MaxBatch = 200;

    /// <summary>Most jobs that wait for the next messages.</summary>
    public const int MaxGathered = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, JobRecord> _gathered = [];
    private readonly WakeSignal _due = new();
    private DateTimeOffset? _silentUntil;

    public void Changed(JobRecord job)
    {
        if (!interest.Wants(BroadcastTopics.Jobs)) return;
        bool isFirst;
        lock (_gate)
        {
            if (_silentUntil is not null) return;
            isFirst = _gathered.Count == 0;
            if (!_gathered.TryGetValue(job.Id, out var before) || before.Version <= job.Version) _gathered[job.Id] = job;
            if (_gathered.Count > MaxGathered)
            {
                _gathered.Clear();
                _silentUntil = time.GetUtcNow() + Silence;
            }
        }

        if (isFirst) _due.Give();
    }

    /// <summary>What is to be told now; null: nothing.</summary>
    public JobsContent? Take()
    {
        lock (_gate)
        {
            if (_silentUntil is { } until)
            {
                if (until > time.GetUtcNow()) return null;
                // From here on changes are gathered again, so that none falls between what is read anew and them.
                _silentUntil = null;
                return new JobsContent([], Reset: true);
            }

            if (_gathered.Count == 0) return null;
            var jobs = _gathered.Values.Take(MaxBatch).Select(job => job with { Parameters = null }).ToArray();
            foreach (var job in jobs) _gathered.Remove(job.Id);
            return new JobsContent(jobs, Reset: false);
        }
    }

    private bool IsDone
    {
        get
        {
            lock (_gate) return _gathered.Count == 0 && _silentUntil is null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _due.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            while (!IsDone)
            {
                await Task.Delay(Pause, time, stoppingToken);
                // They leave in their order; a node that does not answer must not hold up what the others are told next.
                if (Take() is { } content) broadcasts.SendAsync(content).Ignore();
            }
        }
    }
}
