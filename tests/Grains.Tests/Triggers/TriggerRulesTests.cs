using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Universal.Git;
using Universal.Grains.Triggers;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Scripts;
using Universal.Triggers;

namespace Universal.Grains.Tests.Triggers;

public sealed class TriggerRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(JobState.Queued, null)]
    [InlineData(JobState.Running, TriggerEvent.JobStarted)]
    [InlineData(JobState.WaitingOnFeedback, TriggerEvent.JobFeedbackRequested)]
    [InlineData(JobState.Canceling, null)]
    [InlineData(JobState.Completed, TriggerEvent.JobCompleted)]
    [InlineData(JobState.Warning, TriggerEvent.JobCompleted)]
    [InlineData(JobState.Error, TriggerEvent.JobCompleted)]
    [InlineData(JobState.Failed, TriggerEvent.JobFailed)]
    [InlineData(JobState.TimedOut, TriggerEvent.JobFailed)]
    [InlineData(JobState.Canceled, TriggerEvent.JobCanceled)]
    public void KindOf_State_IsItsEvent(JobState state, TriggerEvent? expected) => Assert.Equal(expected, JobEvents.KindOf(Job(state)));

    [Fact]
    public void KindsBehind_EndedJob_AreItsStartAndItsEnd() =>
        Assert.Equal([TriggerEvent.JobStarted, TriggerEvent.JobFailed], JobEvents.KindsBehind(Job(JobState.Failed) with { StartedAt = Noon }));

    [Theory]
    [InlineData(JobState.Running, 20, "fresh")]
    [InlineData(JobState.Running, 60, "again")]
    [InlineData(JobState.Running, 601, null)]
    [InlineData(JobState.Failed, 601, "fresh")]
    public void Told_ProgressOfAJobThatStartedBefore_IsNoNewStart(JobState state, int seconds, string? expected)
    {
        var job = Job(state) with { StartedAt = Noon, EndedAt = state.IsFinal() ? Noon : null };
        var told = JobEvents.Told(job, JobEvents.KindOf(job)!.Value, Noon.AddSeconds(seconds), TimeSpan.FromMinutes(10));
        Assert.Equal(expected, told is null ? null : told.Recovered ? "again" : "fresh");
    }

    [Fact]
    public void Ids_OfOneJob_TellAttemptsKindsAndQuestionsApart()
    {
        var asking = Job(JobState.WaitingOnFeedback) with { Feedback = new JobFeedback(3, JobFeedbackKind.Text, "?", [], null) };
        Assert.Equal("job/5/1/JobFeedbackRequested/3", JobEvents.Of(asking, TriggerEvent.JobFeedbackRequested).Id);
        Assert.Equal("job/5/1/JobStarted", JobEvents.Of(asking, TriggerEvent.JobStarted).Id);
        Assert.Equal("job/5/2/JobStarted", JobEvents.Of(asking with { Attempt = 2 }, TriggerEvent.JobStarted).Id);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("a.ps1", null, true)]
    [InlineData("b.ps1", null, false)]
    [InlineData(null, "NODE1", true)]
    [InlineData(null, "node2", false)]
    public void Matches_ScriptAndNode(string? script, string? computer, bool expected) => Assert.Equal(
        expected, TriggerRules.Matches(Trigger() with { Script = script, Computer = computer }, JobEvents.Of(Job(JobState.Failed), TriggerEvent.JobFailed)));

    [Fact]
    public void Matches_OtherEvent_Not() => Assert.False(TriggerRules.Matches(Trigger(), JobEvents.Of(Job(JobState.Canceled), TriggerEvent.JobCanceled)));

    [Theory]
    [InlineData(false, 0, "Start")]
    [InlineData(false, 1, "NotRecursive")]
    [InlineData(true, 1, "Start")]
    [InlineData(true, 4, "Start")]
    [InlineData(true, 5, "TooDeep")]
    public void Decide_ATriggerThatFollowsTriggers_StopsAtTheDepth(bool recursive, int depth, string expected) =>
        Assert.Equal(expected, TriggerRules.Decide(recursive, depth, 5).ToString());

    [Fact]
    public void KeyOf_IsOneForTriggerAndEvent()
    {
        var failed = JobEvents.Of(Job(JobState.Failed), TriggerEvent.JobFailed);
        var key = TriggerRules.KeyOf(Trigger(), failed);
        Assert.Equal(64, key.Length);
        Assert.Equal(key, TriggerRules.KeyOf(Trigger() with { Name = "t", Delay = TimeSpan.FromDays(1) }, failed with { At = Noon.AddDays(1) }));
        Assert.NotEqual(key, TriggerRules.KeyOf(Trigger() with { Name = "T2" }, failed));
        Assert.NotEqual(key, TriggerRules.KeyOf(Trigger(), failed with { Id = "job/5/2/JobFailed" }));
    }

    [Fact]
    public void For_Script_GetsOnlyWhatItDeclares()
    {
        var all = TriggerParameters.Of(JobEvents.Of(Job(JobState.Failed) with { Parameters = """{"a":1}""" }, TriggerEvent.JobFailed), "T");
        Assert.Equal(["Job", "Data", "EventType", "Trigger"], all.Select(member => member.Key));
        Assert.Equal("""{"a":1}""", all["Job"]!["parameters"]!.ToJsonString());
        Assert.Null(TriggerParameters.For(Script([]), all));
        Assert.Null(TriggerParameters.For(Script([new ScriptParameter { Name = "Server" }]), all));
        var bound = JsonNode.Parse(TriggerParameters.For(
            Script([new ScriptParameter { Name = "job", Type = ScriptParameterType.Any }, new ScriptParameter { Name = "Text", Aliases = ["Data"] }]), all)!)!.AsObject();
        Assert.Equal(["job", "Text"], bound.Select(member => member.Key));
        Assert.Equal(5, bound["job"]!["id"]!.GetValue<long>());
        Assert.Contains("\"scriptFullPath\":\"a.ps1\"", bound["Text"]!.GetValue<string>());
        Assert.Equal(4, JsonNode.Parse(TriggerParameters.For(Script(null), all)!)!.AsObject().Count);
    }

    [Fact]
    public void Payload_HasTheJobWithoutItsParameters()
    {
        var body = TriggerParameters.Payload(JobEvents.Of(Job(JobState.Failed) with { Parameters = """{"key":"hidden"}""", EndedAt = Noon }, TriggerEvent.JobFailed), "T");
        Assert.DoesNotContain("hidden", body);
        Assert.Equal("JobFailed|T|5|Failed", string.Join('|', new[] { "eventType", "trigger" }.Select(name => JsonNode.Parse(body)![name])) + $"|{JsonNode.Parse(body)!["job"]!["id"]}|{JsonNode.Parse(body)!["job"]!["status"]}");
    }

    [Fact]
    public void Limiter_OfWhatStrangersCause_LetsSoManyThroughAMinute()
    {
        var time = new FakeTimeProvider();
        var limiter = new EventLimiter(2, time);
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => limiter.Take(TriggerEvent.ApiError, out var _)));
        Assert.True(limiter.Take(TriggerEvent.ApiAuthenticationFailed, out _));
        Assert.All(Enumerable.Range(0, 9), _ => Assert.True(limiter.Take(TriggerEvent.UserLogin, out var _)));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(limiter.Take(TriggerEvent.ApiError, out var refused));
        Assert.Equal(2, refused);
    }

    [Fact]
    public void Git_ANewCommitIsOneEventOfTheCluster_AFailureOneAnHour()
    {
        var before = new GitNodeStatus { Node = "n1", Commit = "a", Outcome = GitOutcome.UpToDate };
        var changed = GitEvents.Between(before, before with { Commit = "b", Outcome = GitOutcome.Success }, Noon);
        Assert.Equal("git/b", changed?.Id);
        Assert.Equal(changed?.Id, GitEvents.Between(before with { Node = "n2" }, before with { Node = "n2", Commit = "b", Outcome = GitOutcome.Success }, Noon)?.Id);
        Assert.Null(GitEvents.Between(before, before, Noon));
        Assert.Null(GitEvents.Between(before with { Commit = null }, before with { Outcome = GitOutcome.Success }, Noon));
        var failing = before with { Outcome = GitOutcome.RemoteUnreachable };
        Assert.Equal("git/RemoteUnreachable/a/2026030112", GitEvents.Between(before, failing, Noon)?.Id);
        Assert.Null(GitEvents.Between(failing, failing, Noon));
        Assert.Null(GitEvents.Between(failing, before, Noon));
    }

    private static JobRecord Job(JobState state) => new() { Id = 5, Attempt = 1, Script = "a.ps1", Environment = "PowerShell", State = state, Node = "node1" };

    private static TriggerDefinition Trigger() => new() { Name = "T", Number = 1, Event = TriggerEvent.JobFailed, Fingerprint = "f", File = "" };

    private static ScriptDefinition Script(IReadOnlyList<ScriptParameter>? parameters) =>
        new() { Path = "s.ps1", Name = "s", Number = 1, Environment = "PowerShell", Parameters = parameters };
}
