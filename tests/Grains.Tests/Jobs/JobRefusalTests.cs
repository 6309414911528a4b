using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Tests.Jobs;

public sealed class JobRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JobRecord Queued = new() { Id = 7, Script = "a.sh", Version = 1, CreatedAt = Now.AddMinutes(-1) };

    [Theory]
    [InlineData(NodeLossRule.Requeue)]
    [InlineData(NodeLossRule.Fail)]
    public void Complete_NodeWasShuttingDown_JobWaitsAgainWhateverItsRule(NodeLossRule rule)
    {
        var job = Refuse(Queued with { Policy = new JobPolicy { NodeLoss = rule } }, "n1", "s1", RefusalCause.Node, "The node is shutting down.");

        Assert.Equal((JobState.Queued, 0), (job.State, job.RetriesUsed));
        Assert.Null(job.EndedAt);
        Assert.Equal("Node n1 could not start it: The node is shutting down.", job.Reason);
        Assert.Equal([new JobRefusal("n1", "s1", RefusalCause.Node, "The node is shutting down.", Now, 1)], job.Refusals);
    }

    [Fact]
    public void Complete_RefusedByManyNodes_CountsNeitherAsRetryNorAsLoss()
    {
        var job = Queued with { Policy = new JobPolicy { Retries = 1 } };
        for (var i = 0; i < 2 * JobTransitions.MaxLosses; i++) job = Refuse(job, $"n{i % 3}", $"s{i % 3}", RefusalCause.Node, "No space left on device");

        Assert.Equal((JobState.Queued, 0), (job.State, job.RetriesUsed));
        Assert.Equal(2 * JobTransitions.MaxLosses, job.Refusals!.Sum(refusal => refusal.Count));
        // All its ten losses are still before it.
        for (var i = 1; i < JobTransitions.MaxLosses; i++) job = Lose(job);
        Assert.Equal(JobState.Queued, job.State);
        Assert.Equal(JobState.Failed, Lose(job).State);
    }

    [Fact]
    public void Complete_RefusedTwiceByOneProcess_KeepsWhenItBegan()
    {
        var job = Refuse(Refuse(Queued, "n1", "s1", RefusalCause.Node, "full"), "n1", "s1", RefusalCause.Node, "full", Now.AddSeconds(20));
        Assert.Equal((Now, 2), (Assert.Single(job.Refusals!).Since, job.Refusals![0].Count));
        job = Refuse(job, "n1", "s2", RefusalCause.Node, "full", Now.AddSeconds(40));
        Assert.Equal((Now.AddSeconds(40), 3), (Assert.Single(job.Refusals!).Since, job.Refusals![0].Count));
    }

    [Theory]
    [InlineData(AttemptEnd.Lost)]
    [InlineData(AttemptEnd.Exited)]
    public void Complete_RanElsewhereAfterARefusal_FormerRefusalsAreOnlyCounted(AttemptEnd end)
    {
        var refused = Refuse(Queued with { Policy = new JobPolicy { Retries = 1 } }, "n1", "s1", RefusalCause.Environment, "no bash");
        var running = JobTransitions.Start(refused, refused.Attempt + 1, "n2", "s2", Now.AddHours(1))!;

        var again = JobTransitions.Complete(running, running.Attempt, new AttemptOutcome(end, ExitCode: 1), timedOut: false, Now.AddHours(2), 0)!;

        Assert.Equal(JobState.Queued, again.State);
        // Otherwise it would end at once when the second node goes away, because of what the first one lacked hours before.
        Assert.Equal(("", 1), (Assert.Single(again.Refusals!).Incarnation, again.Refusals![0].Count));
    }

    [Fact]
    public void Expire_RefusedByAllWithRetriesLeft_AsksEveryNodeAgainLater()
    {
        var job = Refuse(Queued with { Policy = new JobPolicy { Retries = 1 } }, "n1", "s1", RefusalCause.Environment, "no bash");

        var retried = JobTransitions.Expire(job, "No node can run it. n1: no bash", Now, 0)!;

        Assert.Equal((JobState.Queued, 1), (retried.State, retried.RetriesUsed));
        Assert.Equal(("", 1), (Assert.Single(retried.Refusals!).Incarnation, retried.Refusals![0].Count));
        Assert.Equal((JobState.Failed, "No node can run it. n1: no bash"), Ended(JobTransitions.Expire(retried, "No node can run it. n1: no bash", Now, 0)!));
    }

    [Fact]
    public void Report_ToAnOlderNode_ReadsAsHandedBack()
    {
        var report = AttemptReport.From(AttemptOutcome.Refused(RefusalCause.Environment, "no bash"), timedOut: false);
        Assert.Equal(AttemptEnd.Stopped, report.End);
        Assert.Equal(AttemptOutcome.Refused(RefusalCause.Environment, "no bash"), report.Outcome);
    }

    private static (JobState State, string? Reason) Ended(JobRecord job) => (job.State, job.Reason);

    private static JobRecord Lose(JobRecord job) =>
        JobTransitions.LoseNode(JobTransitions.Start(job, job.Attempt + 1, "n9", "s9", Now)!, job.Attempt + 1, Now)!;

    private static JobRecord Refuse(JobRecord job, string node, string incarnation, RefusalCause cause, string reason, DateTimeOffset? at = null)
    {
        var started = JobTransitions.Start(job, job.Attempt + 1, node, incarnation, Now)!;
        return JobTransitions.Complete(started, started.Attempt, AttemptOutcome.Refused(cause, reason), timedOut: false, at ?? Now, 0)!;
    }
}
