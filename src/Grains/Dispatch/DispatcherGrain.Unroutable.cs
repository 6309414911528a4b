using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Nodes;

namespace Universal.Grains.Dispatch;

/// <summary>Jobs that no node can take: they say why, and end after a while.</summary>
internal sealed partial class DispatcherGrain
{
    private const int UnroutableLooks = 10_000;
    private const int UnroutableCalls = 200;
    private static readonly TimeSpan RegistryAge = TimeSpan.FromSeconds(10);
    private readonly Dictionary<long, string> _unroutable = [];
    private readonly UnroutableTimes _times = new();
    private (IReadOnlyList<NodeInfo> Nodes, DateTimeOffset At) _registered = ([], DateTimeOffset.MinValue);
    private bool _telling;

    /// <summary>Lets jobs that no node can take say so, ends those that waited too long, and takes it back from those that can go on.</summary>
    private async Task TellUnroutableAsync()
    {
        if (_telling) return;
        _telling = true;
        var now = time.GetUtcNow();
        try
        {
            var unroutable = _queue.Unroutable().Take(UnroutableLooks).ToDictionary(item => item.Job.Id);
            var calls = 0;
            foreach (var (id, item) in unroutable)
            {
                if (_unroutable.TryGetValue(id, out var told) && told == item.Reason) continue;
                if (++calls > UnroutableCalls) return;
                await GrainFactory.GetJobAttempt(id).Wait(item.Reason);
                _unroutable[id] = item.Reason;
                _times.Begin(id, now);
            }

            foreach (var (id, reason) in _unroutable.ToArray())
            {
                var stays = unroutable.TryGetValue(id, out var item);
                var end = stays ? await EndOfAsync(item!, _times.Begin(id, now), now) : null;
                if (stays && end is null) continue;
                if (++calls > UnroutableCalls) return;
                if (end is null)
                {
                    _times.Lapse(id, now);
                    await GrainFactory.GetJobAttempt(id).Wait(null);
                }
                else
                {
                    _times.Forget(id);
                    await ExpireAsync(item!.Job, reason + end);
                }

                _unroutable.Remove(id);
            }

            _times.Trim(now);
        }
        catch (Exception error)
        {
            LogTellFailed(error);
        }
        finally
        {
            _telling = false;
        }
    }

    private async Task ExpireAsync(QueuedJob job, string reason)
    {
        // First: its policy may queue it again under the same number.
        _queue.Withdraw(job.Id);
        try
        {
            await GrainFactory.GetJobAttempt(job.Id).Expire(reason);
        }
        catch
        {
            // It may have been done, with a time before which the job must not start: the job itself says what it is.
            RecoverAsync(job.Id).Ignore();
            throw;
        }
    }

    /// <summary>What is added to the reason of a job that ends now. Null: it waits on.</summary>
    private async Task<string?> EndOfAsync(UnroutableJob item, DateTimeOffset since, DateTimeOffset now)
    {
        if (item.Outlook == Outlook.NodesAway)
        {
            var limit = options.Value.UnroutableDeadline;
            return item.Job.Target.Kind is (JobTargetKind.Node or JobTargetKind.Tags) && now - since >= limit ? $" It waited for {limit}." : null;
        }

        // One that no node was asked for yet waits until one is.
        var patience = options.Value.RefusalDeadline;
        if (item.Job.Refusals?.Any(refusal => refusal.Incarnation.Length > 0) != true) return null;
        if (now - since >= patience) return $" It waited for {patience}.";
        // A node that is away, for a restart perhaps, may have what the others lack.
        return item.Outlook == Outlook.Refused && !await IsAnyAwayAsync(item.Job.Target, now) ? "" : null;
    }

    private async Task<bool> IsAnyAwayAsync(JobTarget target, DateTimeOffset now)
    {
        if (now - _registered.At > RegistryAge) _registered = (await registry.ListAsync(), now);
        return _registered.Nodes.Any(node => DispatchQueue.Serves(node.Name, node.Tags, target) && !_queue.HasNode(node.Name));
    }
}
