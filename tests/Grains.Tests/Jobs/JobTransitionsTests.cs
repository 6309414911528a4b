using Universal.Grains.Execution;
using Universal.Grains.Jobs;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Grains.Tests.Jobs;

public sealed class JobTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JobRecord Queued = new() { Id = 7, Script = "a.sh", Version = 1, CreatedAt = Now.AddMinutes(-1) };
    private static readonly JobRecord Running = JobTransitions.Start(Queued, 1, "n1", "silo-1", Now)!;

    public static TheoryData<AttemptOutcome, JobState> Ends => new()
    {
        { new(AttemptEnd.Exited, 0), JobState.Completed },
        { new(AttemptEnd.Exited), JobState.Completed },
        { new(AttemptEnd.Exited, 0, HadWarnings: true), JobState.Warning },
        { new(AttemptEnd.Exited, 0, HadErrors: true, HadWarnings: true), JobState.Error },
        { new(AttemptEnd.Exited, 3, HadErrors: true), JobState.Failed },
        { new(AttemptEnd.Exited, 0, Terminated: true), JobState.Failed },
        { new(AttemptEnd.NotStarted), JobState.Failed },
        { new(AttemptEnd.Lost), JobState.Queued },
        { new(AttemptEnd.Stopped), JobState.Queued },
        { AttemptOutcome.Refused(RefusalCause.Node, "full"), JobState.Queued },
    };

    [Fact]
    public void Complete_SaysWhatRanIt_UntilTheNextAttemptStarts()
    {
        var failed = JobTransitions.Complete(
            Running with { Policy = new JobPolicy { Retries = 1 } }, 1, new(AttemptEnd.Exited, 1, Engine: ScriptEngine.Pwsh), false, Now, 0)!;
        Assert.Equal((JobState.Queued, ScriptEngine.Pwsh), (failed.State, failed.Engine));
        Assert.Null(JobTransitions.Start(failed, 2, "n1", "silo-1", Now)!.Engine);
    }

    [Theory, MemberData(nameof(Ends))]
    public void Complete_Running_EndsAsItsOutcomeSays(AttemptOutcome outcome, JobState expected)
    {
        var ended = JobTransitions.Complete(Running, 1, outcome, timedOut: false, Now, 0)!;
        Assert.Equal(expected, ended.State);
        Assert.Equal(Running.Version + 1, ended.Version);
        Assert.Equal(expected.IsFinal() ? Now : null, ended.EndedAt);
    }

    [Theory]
    [InlineData(AttemptEnd.Lost)]
    [InlineData(AttemptEnd.Stopped)]
    public void Complete_LostUnderFail_NeverRunsAgain(AttemptEnd end)
    {
        var job = Running with { Policy = new JobPolicy { NodeLoss = NodeLossRule.Fail, Retries = 5 } };
        Assert.Equal(JobState.Failed, JobTransitions.Complete(job, 1, new(end), false, Now, 0)!.State);
        Assert.Equal(JobState.Failed, JobTransitions.LoseNode(job, 1, Now)!.State);
    }

    [Fact]
    public void LoseNode_AgainAndAgain_IsGivenUp()
    {
        var job = Queued;
        for (var attempt = 1; attempt <= JobTransitions.MaxLosses; attempt++)
        {
            Assert.Equal(JobState.Queued, job.State);
            job = JobTransitions.LoseNode(JobTransitions.Start(job, attempt, "n", "s", Now)!, attempt, Now)!;
        }

        Assert.Equal(JobState.Failed, job.State);
    }

    [Fact]
    public void Complete_StaleAttempt_IsRefused()
    {
        var second = JobTransitions.Start(JobTransitions.LoseNode(Running, 1, Now)!, 2, "n2", "silo-2", Now)!;
        Assert.Null(JobTransitions.Complete(second, 1, new(AttemptEnd.Exited, 0), false, Now, 0));
        Assert.Null(JobTransitions.LoseNode(second, 1, Now));
        Assert.Null(JobTransitions.Ask(second, 1, new JobFeedback(1, JobFeedbackKind.Text, "?", [])));
        Assert.Null(JobTransitions.Progress(second, 1, 50, null));
    }

    [Fact]
    public void Complete_Final_IsRefused()
    {
        var done = JobTransitions.Complete(Running, 1, new(AttemptEnd.Exited, 0), false, Now, 0)!;
        Assert.Null(JobTransitions.Complete(done, 1, new(AttemptEnd.Exited, 1), false, Now, 0));
        Assert.Null(JobTransitions.Start(done, 2, "n", "s", Now));
        Assert.Null(JobTransitions.Cancel(done, null, Now));
    }

    [Fact]
    public void Start_WrongAttempt_IsRefused() => Assert.Null(JobTransitions.Start(Queued, 2, "n", "s", Now));

    [Fact]
    public void Start_Running_IsRefused() => Assert.Null(JobTransitions.Start(Running, 2, "n", "s", Now));

    [Fact]
    public void Complete_WhileCanceling_IsCanceledWhateverItsEnd()
    {
        var canceling = JobTransitions.Cancel(Running, "ada", Now)!;
        Assert.Equal(JobState.Canceling, canceling.State);
        foreach (var end in Enum.GetValues<AttemptEnd>())
        {
            var ended = JobTransitions.Complete(canceling, 1, new(end), false, Now, 0)!;
            Assert.Equal((JobState.Canceled, "Canceled by ada."), (ended.State, ended.Reason));
        }

        Assert.Equal(JobState.Canceled, JobTransitions.LoseNode(canceling, 1, Now)!.State);
    }

    [Fact]
    public void Cancel_Queued_EndsAtOnce() => Assert.Equal(JobState.Canceled, JobTransitions.Cancel(Queued, null, Now)!.State);

    [Fact]
    public void Complete_TimedOut_IsTimedOut() =>
        Assert.Equal(JobState.TimedOut, JobTransitions.Complete(Running, 1, new(AttemptEnd.Stopped), timedOut: true, Now, 0)!.State);

    [Fact]
    public void Complete_FailedWithRetriesLeft_WaitsForTheNextAttempt()
    {
        var job = Running with { Policy = new JobPolicy { Retries = 1, RetryDelay = TimeSpan.FromSeconds(8) } };
        var retried = JobTransitions.Complete(job, 1, new(AttemptEnd.Exited, 1), false, Now, 0.5)!;
        Assert.Equal((JobState.Queued, 1, Now.AddSeconds(8.8)), (retried.State, retried.RetriesUsed, retried.DueAt));
        var again = JobTransitions.Start(retried, 2, "n1", "silo-1", Now)!;
        Assert.Equal(JobState.Failed, JobTransitions.Complete(again, 2, new(AttemptEnd.Exited, 1), false, Now, 0)!.State);
    }

    [Theory]
    [InlineData(1, 0, 10)]
    [InlineData(2, 0, 20)]
    [InlineData(3, 1, 48)]
    [InlineData(30, 0, 600)]
    [InlineData(1000, 1, 720)]
    public void RetryDelay_Doubles_UpToTheLongest(int retry, double jitter, double seconds) =>
        Assert.Equal(seconds, JobTransitions.RetryDelay(JobPolicy.Default, retry, jitter).TotalSeconds, 3);

    [Fact]
    public void Answer_OfAnotherQuestion_IsRefused()
    {
        var waiting = JobTransitions.Ask(Running, 1, new JobFeedback(2, JobFeedbackKind.Text, "Name?", []))!;
        Assert.Equal(JobState.WaitingOnFeedback, waiting.State);
        Assert.Null(JobTransitions.Answer(waiting, 1));
        Assert.Equal((JobState.Running, null), (JobTransitions.Answer(waiting, 2)!.State, JobTransitions.Answer(waiting, 2)!.Feedback));
    }

    [Fact]
    public void EndParent_AllChildrenFinal_IsTheWorst()
    {
        var parent = Running with { Target = JobTarget.All };
        var children = new[] { JobState.Completed, JobState.Failed, JobState.Warning }.Select(state => Queued with { State = state }).ToArray();
        Assert.Equal(JobState.Failed, JobTransitions.EndParent(parent, children, Now)!.State);
        Assert.Equal(JobState.Completed, JobTransitions.EndParent(parent, [], Now)!.State);
        Assert.Null(JobTransitions.EndParent(parent, [.. children, Queued], Now));
    }
}
