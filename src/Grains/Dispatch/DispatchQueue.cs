using Universal.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>
/// Which waiting job goes to which node next: priorities, targets, slots, the limits of concurrent jobs per script, and which nodes could not start it.
/// A plain data structure: no clock, no I/O, one caller at a time.
/// </summary>
internal sealed partial class DispatchQueue
{
    private static readonly Comparer<QueuedJob> Order = Comparer<QueuedJob>.Create(static (left, right) =>
        left.Priority != right.Priority ? right.Priority.CompareTo(left.Priority) : left.Id.CompareTo(right.Id));

    // An eighth of its slots: not so much that one node works while another is idle.
    private const int Nearness = 8;

    private readonly Dictionary<long, QueuedJob> _waiting = [];
    private readonly Dictionary<string, Lane> _lanes = [];
    private readonly Dictionary<string, Dictionary<string, SortedSet<QueuedJob>>> _parked = [];
    private readonly PriorityQueue<QueuedJob, DateTimeOffset> _delayed = new();
    private readonly Dictionary<long, Placement> _placed = [];
    private readonly Dictionary<string, int> _running = [];
    private readonly Dictionary<SiloAddress, Node> _nodes = [];
    private readonly RefusingNodes _refusing = new();

    public int WaitingCount => _waiting.Count;

    public IEnumerable<SiloAddress> Nodes => _nodes.Keys;

    public bool HasNode(string name) => _nodes.Values.Any(node => node.Offer.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>When the next delayed job is due; null: none is delayed.</summary>
    public DateTimeOffset? NextDue => _delayed.TryPeek(out _, out var due) ? due : null;

    /// <summary>Whether that attempt of a job, or a later one, waits or is placed.</summary>
    public bool Knows(AttemptKey key) =>
        (_placed.TryGetValue(key.JobId, out var placement) && placement.Job.Attempt >= key.Attempt)
        || (_waiting.TryGetValue(key.JobId, out var waiting) && waiting.Attempt >= key.Attempt);

    /// <summary>Adds a job. It takes the place of an earlier attempt that waits or is placed; an attempt that is known, or older, changes nothing.</summary>
    public void Enqueue(QueuedJob job)
    {
        if (Knows(new AttemptKey(job.Id, job.Attempt))) return;
        Forget(job.Id);
        _waiting.Add(job.Id, job);
        if (job.DueAt is { } due) _delayed.Enqueue(job, due);
        else AddToLane(job);
    }

    /// <summary>Takes a job out, wherever it waits.</summary>
    public void Withdraw(long jobId)
    {
        if (!_waiting.Remove(jobId, out var job)) return;
        if (_lanes.TryGetValue(KeyOf(job, out _, out _), out var lane)) Remove(lane, job);
        if (_parked.TryGetValue(job.Script, out var targets) && targets.TryGetValue(job.Target.ToString(), out var parked)) parked.Remove(job);
        // A delayed job stays in its heap and is passed over when it is due.
    }

    /// <summary>Adds a node, or replaces what it offered before.</summary>
    public void SetNode(NodeOffer offer)
    {
        if (!_nodes.TryGetValue(offer.Silo, out var node))
        {
            _nodes[offer.Silo] = node = new Node(offer);
            // Placed before the node was known: leases found in the database when the queue was rebuilt.
            node.Used = _placed.Values.Count(placement => placement.Silo.Equals(offer.Silo));
        }

        var same = node.Offer.Accepting == offer.Accepting && node.Offer.Tags.SequenceEqual(offer.Tags) && !ReferenceEquals(node.Offer, offer);
        node.Offer = offer;
        if (!same) foreach (var lane in _lanes.Values) lane.Eligible = null;
    }

    /// <summary>Takes a node out. What it held stays placed until it is released.</summary>
    public void RemoveNode(SiloAddress silo)
    {
        if (!_nodes.Remove(silo, out var node)) return;
        if (_refusing.Forget(node.Incarnation)) SortLanes();
        foreach (var lane in _lanes.Values) lane.Eligible = null;
    }

    /// <summary>Counts an attempt that holds its lease, wherever the job was before.</summary>
    public void Place(QueuedJob job, SiloAddress silo, DateTimeOffset at)
    {
        Forget(job.Id);
        _placed.Add(job.Id, new Placement(job, silo, at));
        _running[job.Script] = _running.GetValueOrDefault(job.Script) + 1;
        if (_nodes.TryGetValue(silo, out var node)) node.Used++;
    }

    /// <summary>An attempt is over, or was refused: its slot is free, and a job of the script that waited for the limit may go on.</summary>
    public void Release(AttemptKey key)
    {
        if (!_placed.TryGetValue(key.JobId, out var placement) || placement.Job.Attempt != key.Attempt) return;
        _placed.Remove(key.JobId);
        if (_nodes.TryGetValue(placement.Silo, out var node)) node.Used--;
        var script = placement.Job.Script;
        var running = _running.GetValueOrDefault(script) - 1;
        if (running <= 0) _running.Remove(script);
        else _running[script] = running;
        Unpark(script);
    }

    /// <summary>Attempts placed on a process, with the time they were placed.</summary>
    public IEnumerable<(AttemptKey Key, QueuedJob Job, DateTimeOffset At)> PlacedOn(SiloAddress silo) => _placed.Values
        .Where(placement => placement.Silo.Equals(silo))
        .Select(placement => (new AttemptKey(placement.Job.Id, placement.Job.Attempt), placement.Job, placement.At));

    /// <summary>Processes that hold attempts.</summary>
    public IReadOnlyCollection<SiloAddress> Holders() => _placed.Values.Select(placement => placement.Silo).Distinct().ToArray();

    /// <summary>Places as many waiting jobs as there are slots for, the most urgent first, each on an eligible node with about the most free slots.</summary>
    public List<(SiloAddress Silo, QueuedJob Job)> Take(DateTimeOffset now)
    {
        if (_refusing.Expire(now)) SortLanes();
        while (_delayed.TryPeek(out var delayed, out var due) && due <= now)
        {
            _delayed.Dequeue();
            // The same instance: a job that was withdrawn and queued again is another one.
            if (_waiting.TryGetValue(delayed.Id, out var current) && ReferenceEquals(current, delayed)) AddToLane(delayed);
        }

        var taken = new List<(SiloAddress, QueuedJob)>();
        while (MostUrgent() is var (lane, job, node))
        {
            Remove(lane, job);
            if (job.MaxConcurrent > 0 && _running.GetValueOrDefault(job.Script) >= job.MaxConcurrent)
            {
                Park(job);
                continue;
            }

            _waiting.Remove(job.Id);
            Place(job, node.Offer.Silo, now);
            taken.Add((node.Offer.Silo, job));
        }

        return taken;
    }

    private void Forget(long jobId)
    {
        Withdraw(jobId);
        if (_placed.TryGetValue(jobId, out var placement)) Release(new AttemptKey(jobId, placement.Job.Attempt));
    }

    private (Lane Lane, QueuedJob Job, Node Node)? MostUrgent()
    {
        (Lane Lane, QueuedJob Job, Node Node)? best = null;
        foreach (var lane in _lanes.Values)
        {
            if (lane.Jobs.Min is not { } head || (best is { } known && Order.Compare(head, known.Job) > 0)) continue;
            if (PickNode(lane, head) is { } node) best = (lane, head, node);
        }

        return best;
    }

    /// <summary>The node with the most free slots; the one that the job comes from when that has about as many.</summary>
    private Node? PickNode(Lane lane, QueuedJob job)
    {
        Node? roomiest = null, near = null;
        foreach (var node in Eligible(lane))
        {
            if (node.Free <= 0) continue;
            if (roomiest is null || node.Free > roomiest.Free) roomiest = node;
            if (node.Offer.Silo.Equals(job.Origin)) near = node;
        }

        return near is not null && roomiest!.Free - near.Free <= roomiest.Offer.Slots / Nearness ? near : roomiest;
    }

    private List<Node> Eligible(Lane lane) => lane.Eligible ??= FindEligible(lane);

    private List<Node> FindEligible(Lane lane)
    {
        List<Node> able = [.. _nodes.Values.Where(node => node.Offer.Accepting && Serves(node.Offer, lane.Target) && !lane.Closed.Contains(node.Incarnation))];
        if (lane.Avoided.Count == 0) return able;
        // Those that lately lacked what these jobs want are asked when there is no other.
        List<Node> better = [.. able.Where(node => !lane.Avoided.Contains(node.Incarnation))];
        return better.Count > 0 ? better : able;
    }

    /// <summary>Whether a target means a node.</summary>
    public static bool Serves(string node, IReadOnlyList<string> tags, JobTarget target) => target.Kind switch
    {
        JobTargetKind.Node => node.Equals(target.Value, StringComparison.OrdinalIgnoreCase),
        JobTargetKind.Tags => target.TagList.All(tag => tags.Contains(tag, StringComparer.OrdinalIgnoreCase)),
        _ => true,
    };

    private static bool Serves(NodeOffer node, JobTarget target) => Serves(node.Name, node.Tags, target);

    private void AddToLane(QueuedJob job)
    {
        var key = KeyOf(job, out var closed, out var avoided);
        if (!_lanes.TryGetValue(key, out var lane)) _lanes[key] = lane = new Lane(key, job.Target, closed, avoided);
        lane.Jobs.Add(job);
    }

    private void Remove(Lane lane, QueuedJob job)
    {
        lane.Jobs.Remove(job);
        if (lane.Jobs.Count == 0) _lanes.Remove(lane.Key);
    }

    private void Park(QueuedJob job)
    {
        if (!_parked.TryGetValue(job.Script, out var targets)) _parked[job.Script] = targets = [];
        var target = job.Target.ToString();
        if (!targets.TryGetValue(target, out var parked)) targets[target] = parked = new SortedSet<QueuedJob>(Order);
        parked.Add(job);
    }

    /// <summary>
    /// Lets the most urgent parked job of each target try again. One of each, not one in all: the most urgent may be for a node that is away, and
    /// would keep the others parked with nothing running.
    /// </summary>
    private void Unpark(string script)
    {
        if (!_parked.TryGetValue(script, out var targets)) return;
        foreach (var (target, parked) in targets.ToArray())
        {
            if (parked.Min is { } next)
            {
                parked.Remove(next);
                AddToLane(next);
            }

            if (parked.Count == 0) targets.Remove(target);
        }

        if (targets.Count == 0) _parked.Remove(script);
    }

    private sealed record Placement(QueuedJob Job, SiloAddress Silo, DateTimeOffset At);

    private sealed class Lane(string key, JobTarget target, HashSet<string> closed, HashSet<string> avoided)
    {
        public string Key { get; } = key;

        public JobTarget Target { get; } = target;

        /// <summary>Processes that do not get its jobs.</summary>
        public HashSet<string> Closed { get; } = closed;

        /// <summary>Processes that get its jobs only when no other can.</summary>
        public HashSet<string> Avoided { get; } = avoided;

        public SortedSet<QueuedJob> Jobs { get; } = new(Order);

        /// <summary>Nodes that can serve the lane; null: to be worked out again.</summary>
        public List<Node>? Eligible { get; set; }
    }

    private sealed class Node(NodeOffer offer)
    {
        public NodeOffer Offer { get; set; } = offer;

        public string Incarnation { get; } = offer.Silo.ToParsableString();

        public int Used { get; set; }

        public int Free => Offer.Slots - Used;
    }
}
