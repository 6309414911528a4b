using System.Net;
using Orleans.Runtime;
using Universal.Grains.Dispatch;
using Universal.Jobs;

namespace Universal.Grains.Tests.Dispatch;

public sealed class DispatchQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly DispatchQueue _queue = new();

    [Fact]
    public void Take_MoreUrgentLater_GoesFirst()
    {
        Add(1);
        Add(2, priority: 5);
        Add(3, priority: -5);
        Node("a", slots: 3);
        Assert.Equal([2, 1, 3], TakeIds());
    }

    [Fact]
    public void Take_NoFreeSlot_WaitsForARelease()
    {
        Node("a", slots: 1);
        Add(1);
        Add(2);
        Assert.Equal([1], TakeIds());
        Assert.Empty(TakeIds());
        _queue.Release(new(1, 1));
        Assert.Equal([2], TakeIds());
    }

    [Fact]
    public void Take_TwoNodes_SpreadsByFreeSlots()
    {
        var a = Node("a", slots: 2);
        var b = Node("b", slots: 4);
        for (var id = 1; id <= 4; id++) Add(id);
        var taken = _queue.Take(Now).CountBy(item => item.Silo).ToDictionary();
        Assert.Equal((1, 3), (taken[a], taken[b]));
    }

    [Fact]
    public void Take_LimitOfScript_HoldsOverAllNodesAndTargets()
    {
        Node("a", slots: 10);
        Node("b", slots: 10);
        for (var id = 1; id <= 6; id++) Add(id, script: "one", limit: 2, target: id % 2 == 0 ? JobTarget.Node("b") : JobTarget.Any);
        Add(7, script: "other");
        Assert.Equal([1, 2, 7], TakeIds());
        _queue.Release(new(1, 1));
        Assert.Equal([3], TakeIds());
        _queue.Release(new(2, 1));
        _queue.Release(new(3, 1));
        Assert.Equal([4, 5], TakeIds());
    }

    [Fact]
    public void Release_MostUrgentParkedIsForAnAbsentNode_OthersOfTheScriptGoOn()
    {
        Node("a", slots: 10);
        var b = Node("b", slots: 1);
        Add(1, script: "one", limit: 1);
        Add(2, script: "one", limit: 1, target: JobTarget.Node("b"));
        Add(3, script: "one", limit: 1);
        Assert.Equal([1], TakeIds());
        _queue.RemoveNode(b);
        _queue.Release(new(1, 1));
        Assert.Equal([3], TakeIds());
    }

    [Fact]
    public void Take_Target_OnlyServingNodes()
    {
        Add(1, target: JobTarget.Node("B"));
        Add(2, target: JobTarget.WithTags("gpu", "linux"));
        Node("a", slots: 5, tags: ["a", "linux"]);
        Assert.Empty(TakeIds());
        Assert.Equal([1, 2], _queue.Unroutable().Select(item => item.Job.Id).Order());
        Node("b", slots: 5, tags: ["b", "linux", "GPU"]);
        Assert.Equal([1, 2], TakeIds());
        Assert.Empty(_queue.Unroutable());
    }

    [Fact]
    public void Take_NodeInMaintenance_GetsNothing()
    {
        Node("a", slots: 5, accepting: false);
        Add(1);
        Assert.Empty(TakeIds());
        Assert.Contains("maintenance", _queue.Unroutable().Single().Reason, StringComparison.Ordinal);
        Node("a", slots: 5);
        Assert.Equal([1], TakeIds());
    }

    [Fact]
    public void Take_Delayed_WaitsUntilDue()
    {
        Node("a", slots: 5);
        Add(1, due: Now.AddSeconds(10));
        Assert.Empty(TakeIds());
        Assert.Equal(Now.AddSeconds(10), _queue.NextDue);
        Assert.Equal(1, Assert.Single(_queue.Take(Now.AddSeconds(10))).Job.Id);
    }

    [Fact]
    public void Withdraw_Delayed_IsNeverTaken()
    {
        Node("a", slots: 5);
        Add(1, due: Now.AddSeconds(10));
        _queue.Withdraw(1);
        Assert.Empty(_queue.Take(Now.AddSeconds(20)));
    }

    [Fact]
    public void Take_OriginAboutAsFree_RunsThereUntilItIsNot()
    {
        Node("a", slots: 8);
        var origin = Node("b", slots: 8);
        for (var id = 1; id <= 6; id++) _queue.Enqueue(Job(id) with { Origin = origin });

        // One busier is about as free; two busier is not.
        Assert.Equal(["b", "b", "a", "b", "a", "b"], _queue.Take(Now).Select(taken => taken.Silo.Equals(origin) ? "b" : "a"));
    }

    [Fact]
    public void Enqueue_Repeated_IsTakenOnce()
    {
        Node("a", slots: 5);
        Add(1);
        Add(1);
        Assert.Equal([1], TakeIds());
        Add(1);
        Assert.Empty(TakeIds());
    }

    [Fact]
    public void Enqueue_NextAttemptOfAWaitingJob_TakesItsPlace()
    {
        // The answer to an assignment was lost, so the job waits again, but the node ran it and its script asks for a retry.
        Add(1);
        Add(1, attempt: 2);
        Node("a", slots: 5);

        Assert.Equal(2, Assert.Single(_queue.Take(Now)).Job.Attempt);
        Assert.Empty(_queue.Take(Now));
    }

    [Fact]
    public void Place_WaitingJob_WaitsNoLonger()
    {
        var silo = Node("a", slots: 5);
        Add(1);

        _queue.Place(Job(1), silo, Now);

        Assert.Empty(_queue.Take(Now));
        Assert.Equal(0, _queue.WaitingCount);
        Assert.True(_queue.Knows(new AttemptKey(1, 1)));
        Assert.False(_queue.Knows(new AttemptKey(1, 2)));
    }

    [Fact]
    public void Enqueue_NextAttempt_FreesTheSlotOfTheLast()
    {
        Node("a", slots: 1);
        Add(1);
        TakeIds();
        Add(1, attempt: 2);
        Assert.Equal([1], TakeIds());
        // The late release of the first attempt must not free the slot of the second.
        _queue.Release(new(1, 1));
        Add(2);
        Assert.Empty(TakeIds());
    }

    [Fact]
    public void SetNode_AfterLeasesWereFound_CountsThem()
    {
        var silo = Silo("a");
        _queue.Place(Job(1), silo, Now);
        Node("a", slots: 1);
        Add(2);
        Assert.Empty(TakeIds());
        _queue.Release(new(1, 1));
        Assert.Equal([2], TakeIds());
    }

    [Fact]
    public void Take_RandomLife_NeverOverSlotsOrLimitsAndAlwaysBusy()
    {
        var random = new Random(42);
        var silos = Enumerable.Range(0, 3).Select(i => Node($"n{i}", slots: 3)).ToArray();
        var running = new Dictionary<long, (SiloAddress Silo, QueuedJob Job)>();
        var waiting = new HashSet<long>();
        long next = 0;
        for (var step = 0; step < 5_000; step++)
        {
            if (random.Next(2) == 0)
            {
                var job = Job(++next, script: $"s{next % 4}", limit: (int)(next % 4), priority: random.Next(3));
                waiting.Add(job.Id);
                _queue.Enqueue(job);
            }
            else if (running.Count > 0 && random.Next(3) > 0)
            {
                var (id, _) = running.ElementAt(random.Next(running.Count));
                running.Remove(id);
                _queue.Release(new(id, 1));
            }
            else if (waiting.Count > 0)
            {
                var id = waiting.ElementAt(random.Next(waiting.Count));
                waiting.Remove(id);
                _queue.Withdraw(id);
            }

            foreach (var (silo, job) in _queue.Take(Now))
            {
                Assert.True(waiting.Remove(job.Id));
                running.Add(job.Id, (silo, job));
            }

            Assert.All(silos, silo => Assert.InRange(running.Values.Count(item => item.Silo.Equals(silo)), 0, 3));
            Assert.All(running.Values.Where(item => item.Job.MaxConcurrent > 0).GroupBy(item => item.Job.Script),
                group => Assert.InRange(group.Count(), 0, group.First().Job.MaxConcurrent));
            // Script s0 has no limit: none of it waits while a slot is free.
            Assert.True(running.Count == 9 || waiting.All(id => id % 4 != 0));
            Assert.Equal(waiting.Count, _queue.WaitingCount);
        }
    }

    private static SiloAddress Silo(string name) => SiloAddress.New(IPAddress.Loopback, 1000 + name.Sum(letter => letter), 1);

    private static QueuedJob Job(
        long id, int attempt = 1, string script = "s", JobTarget? target = null, int priority = 0, int limit = 0, DateTimeOffset? due = null) =>
        new(id, attempt, script, target ?? JobTarget.Any, priority, limit, Now, due);

    private void Add(
        long id, int attempt = 1, string script = "s", JobTarget? target = null, int priority = 0, int limit = 0, DateTimeOffset? due = null) =>
        _queue.Enqueue(Job(id, attempt, script, target, priority, limit, due));

    private SiloAddress Node(string name, int slots, bool accepting = true, string[]? tags = null)
    {
        _queue.SetNode(new NodeOffer(name, Silo(name), slots, accepting, tags ?? [name], []));
        return Silo(name);
    }

    private long[] TakeIds() => [.. _queue.Take(Now).Select(item => item.Job.Id)];
}
