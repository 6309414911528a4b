using System.Net;
using Orleans.Runtime;
using Universal.Grains.Dispatch;
using Universal.Jobs;

namespace Universal.Grains.Tests.Dispatch;

/// <summary>Where jobs go that a node could not start.</summary>
public sealed class DispatchRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly DispatchQueue _queue = new();

    [Fact]
    public void Take_NodeInTrouble_IsPassedOverForAWhileByAllJobs()
    {
        var full = Node("a", slots: 10);
        var sound = Node("b", slots: 2);
        Refused(1, full, RefusalCause.Node, "No space left on device");
        for (var id = 2; id <= 5; id++) _queue.Enqueue(Job(id));

        Assert.Equal([sound, sound], Take(Now).Select(taken => taken.Silo));
        Assert.Empty(Take(Now + RefusingNodes.Pause - TimeSpan.FromSeconds(1)));
        Assert.Equal([full, full, full], Take(Now + RefusingNodes.Pause).Select(taken => taken.Silo));
    }

    [Fact]
    public void Take_NodeLacksAnEnvironment_OnlyJobsOfItGoElsewhere()
    {
        var without = Node("a", slots: 10);
        var with = Node("b", slots: 1);
        Refused(1, without, RefusalCause.Environment, "There is no program 'bash' on this node.");
        _queue.Enqueue(Job(2));
        _queue.Enqueue(Job(3) with { Environment = "python3" });

        Assert.Equal([(1, with), (3, without)], Take(Now).Select(taken => (taken.Job.Id, taken.Silo)));
        Assert.Empty(_queue.Unroutable());
        _queue.Release(new(1, 2));
        Assert.Equal([(2, with)], Take(Now).Select(taken => (taken.Job.Id, taken.Silo)));
    }

    [Fact]
    public void Take_LauncherOfOneEnvironmentFails_OnlyItsJobsWait()
    {
        var only = Node("a", slots: 10);
        Refused(1, only, RefusalCause.Launcher, "The script host could not be started: sudo: a password is required");
        _queue.Enqueue(Job(2) with { Environment = "python3" });

        Assert.Equal([2L], Take(Now).Select(taken => taken.Job.Id));
        Assert.Equal([1L], Take(Now + RefusingNodes.Pause).Select(taken => taken.Job.Id));
    }

    [Fact]
    public void Take_OnlyNodeLacksAnEnvironment_IsAskedByEachJobOnce()
    {
        var only = Node("a", slots: 10);
        Refused(1, only, RefusalCause.Environment, "There is no program 'bash' on this node.");
        Assert.Empty(Take(Now));
        _queue.Enqueue(Job(2));
        // It may have been installed meanwhile: only asking tells.
        Assert.Equal([2L], Take(Now).Select(taken => taken.Job.Id));
        Refused(2, only, RefusalCause.Environment, "There is no program 'bash' on this node.");
        Assert.Empty(Take(Now + 10 * RefusingNodes.Pause));
        Assert.Equal(
            [(Outlook.Refused, "No node can run it. a: There is no program 'bash' on this node.")],
            _queue.Unroutable().Select(job => (job.Outlook, job.Reason)).Distinct());
    }

    [Fact]
    public void Unroutable_EveryNodeRefused_GivesAllReasonsByNode()
    {
        var a = Node("a", slots: 1);
        var b = Node("b", slots: 1);
        Refused(1, a, RefusalCause.Environment, "no bash");
        Refused(1, b, RefusalCause.Script, "no script", before: [Refusal(a, "a", RefusalCause.Environment, "no bash")]);

        var job = Assert.Single(_queue.Unroutable());
        Assert.Equal((Outlook.Refused, "No node can run it. a: no bash b: no script"), (job.Outlook, job.Reason));
        // A third one, or a node that is another process now, is asked.
        Node("b", slots: 1, generation: 2);
        _queue.RemoveNode(b);
        Assert.Equal([1L], Take(Now).Select(taken => taken.Job.Id));
    }

    [Fact]
    public void Unroutable_TroubleThatMayPass_IsWaitedFor()
    {
        var only = Node("a", slots: 1);
        Refused(1, only, RefusalCause.Node, "No space left on device");
        Assert.Empty(Take(Now));
        Assert.Equal(Outlook.MayPass, Assert.Single(_queue.Unroutable()).Outlook);
        Assert.Equal([1L], Take(Now + RefusingNodes.Pause).Select(taken => taken.Job.Id));
    }

    [Fact]
    public void NoteRefusal_ToldTwice_DoesNotKeepTheNodeAwayForEver()
    {
        var only = Node("a", slots: 1);
        var job = Refused(1, only, RefusalCause.Node, "full");
        _queue.NoteRefusal(job, Now + RefusingNodes.Pause / 2);
        Assert.Equal([1L], Take(Now + RefusingNodes.Pause).Select(taken => taken.Job.Id));
    }

    [Fact]
    public void Withdraw_RefusedJob_IsGone()
    {
        var only = Node("a", slots: 1);
        Refused(1, only, RefusalCause.Node, "full");
        _queue.Withdraw(1);
        Assert.Empty(_queue.Unroutable());
        Assert.Empty(Take(Now + RefusingNodes.Pause));
    }

    private static SiloAddress Silo(string name, int generation) => SiloAddress.New(IPAddress.Loopback, 1000 + name[0], generation);

    private static JobRefusal Refusal(SiloAddress silo, string node, RefusalCause cause, string reason) => new(node, silo.ToParsableString(), cause, reason, Now, 1);

    private static QueuedJob Job(long id, int attempt = 1) => new(id, attempt, "s.sh", JobTarget.Any, 0, 0, Now, null) { Environment = "bash" };

    private IEnumerable<(SiloAddress Silo, QueuedJob Job)> Take(DateTimeOffset now) => _queue.Take(now);

    private QueuedJob Refused(long id, SiloAddress by, RefusalCause cause, string reason, IReadOnlyList<JobRefusal>? before = null)
    {
        var node = by.Endpoint.Port == 1000 + 'a' ? "a" : "b";
        var job = Job(id, (before?.Count ?? 0) + 2) with { Refusals = [.. before ?? [], Refusal(by, node, cause, reason)] };
        _queue.NoteRefusal(job, Now);
        _queue.Enqueue(job);
        return job;
    }

    private SiloAddress Node(string name, int slots, int generation = 1)
    {
        var silo = Silo(name, generation);
        _queue.SetNode(new NodeOffer(name, silo, slots, true, [name], []));
        return silo;
    }
}
