using Universal.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>Nodes that could not start a job, and jobs that no node can take.</summary>
internal sealed partial class DispatchQueue
{
    private static readonly HashSet<string> NoNodes = [];

    /// <summary>Takes note of what a node lacked that refused the job just now: jobs that want the same pass it over for a while.</summary>
    public void NoteRefusal(QueuedJob job, DateTimeOffset now)
    {
        // Told twice, it is no news: the node would be passed over for ever.
        if (!Knows(new AttemptKey(job.Id, job.Attempt)) && _refusing.Note(job, now)) SortLanes();
    }

    /// <summary>Waiting jobs that no known node can take, busy or not, with the reason.</summary>
    public IEnumerable<UnroutableJob> Unroutable()
    {
        foreach (var lane in _lanes.Values)
        {
            if (lane.Jobs.Count == 0 || Eligible(lane).Count > 0) continue;
            if (lane.Closed.Count > 0 && _nodes.Values.Any(node => node.Offer.Accepting && Serves(node.Offer, lane.Target)))
            {
                foreach (var job in lane.Jobs) yield return Refused(lane, job);
                continue;
            }

            var reason = lane.Target.Kind switch
            {
                JobTargetKind.Node => $"Node '{lane.Target.Value}' is not online.",
                JobTargetKind.Tags => $"No online node has the tags '{lane.Target.Value}'.",
                _ => "No node takes jobs: all are in maintenance or stopping.",
            };
            foreach (var job in lane.Jobs) yield return new UnroutableJob(job, reason, Outlook.NodesAway);
        }
    }

    private UnroutableJob Refused(Lane lane, QueuedJob job)
    {
        var reasons = new List<string>();
        var outlook = Outlook.Refused;
        foreach (var node in _nodes.Values.Where(node => Serves(node.Offer, lane.Target)).OrderBy(node => node.Offer.Name, StringComparer.OrdinalIgnoreCase))
        {
            var own = job.Refusals?.FirstOrDefault(refusal => refusal.Incarnation == node.Incarnation);
            if (own is not { Lasts: true }) outlook = Outlook.MayPass;
            var reason = own?.Reason ?? _refusing.Find(node.Incarnation, job)?.Reason ?? (node.Offer.Accepting ? null : "It takes no jobs now.");
            if (reason is not null) reasons.Add($"{node.Offer.Name}: {reason}");
        }

        return new UnroutableJob(job, $"No node can run it. {string.Join(' ', reasons)}", outlook);
    }

    /// <summary>
    /// The key of the job's lane as things stand. Nearly always its target; jobs that nodes refused, or that want what a node lacks, have lanes of their own,
    /// so that they neither go there nor keep others from going there.
    /// </summary>
    private string KeyOf(QueuedJob job, out HashSet<string> closed, out HashSet<string> avoided)
    {
        var target = job.Target.ToString();
        closed = avoided = NoNodes;
        if (_refusing.IsEmpty && job.Refusals is null) return target;
        closed = [.. (job.Refusals ?? []).Where(refusal => refusal is { Lasts: true, Incarnation.Length: > 0 }).Select(refusal => refusal.Incarnation)];
        avoided = [];
        foreach (var (incarnation, cause) in _refusing.Matching(job))
        {
            // What may pass is waited for; whether the rest still lacks it, only asking tells.
            if (cause is RefusalCause.Node or RefusalCause.Commit or RefusalCause.Launcher) closed.Add(incarnation);
            else avoided.Add(incarnation);
        }

        return closed.Count + avoided.Count == 0
            ? target
            : $"{target}|{string.Join(',', closed.Order(StringComparer.Ordinal))}|{string.Join(',', avoided.Order(StringComparer.Ordinal))}";
    }

    private void SortLanes()
    {
        var jobs = _lanes.Values.SelectMany(lane => lane.Jobs).ToArray();
        _lanes.Clear();
        foreach (var job in jobs) AddToLane(job);
    }
}
