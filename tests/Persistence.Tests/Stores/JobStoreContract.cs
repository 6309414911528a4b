using Microsoft.Extensions.DependencyInjection;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Scripts;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteJobStoreTests(SqliteFixture fixture) : JobStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlJobStoreTests(PostgreSqlFixture fixture) : JobStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="IJobStore"/> promises, on every engine.</summary>
public abstract class JobStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IJobStore Jobs => fixture.Jobs;

    private async Task<JobRecord> NewJobAsync(string script = "a.ps1") => new()
    {
        Id = await Jobs.LeaseIdsAsync(1),
        Script = script,
        Environment = "PowerShell",
        CreatedAt = Noon,
        Version = 1,
    };

    private async Task<JobRecord> InsertAsync(JobRecord job)
    {
        Assert.True(await Jobs.InsertAsync(job));
        return job;
    }

    private async Task<JobRecord> InsertEndedAsync(string script, DateTimeOffset endedAt, JobPolicy? policy = null) =>
        await InsertAsync(await NewJobAsync(script) with { State = JobState.Completed, EndedAt = endedAt, Policy = policy ?? JobPolicy.Default });

    [Fact]
    public async Task Get_AfterInsert_GivesEveryProperty()
    {
        var parent = await Jobs.LeaseIdsAsync(1);
        var job = await NewJobAsync() with
        {
            State = JobState.WaitingOnFeedback,
            Attempt = 3,
            Node = "N1",
            NodeIncarnation = "S127.0.0.1:1:2",
            Target = JobTarget.WithTags("b", "a"),
            Priority = -7,
            Identity = "anna",
            Parameters = """{"x":"ü 😀 \" \\"}""",
            ParentId = parent,
            IdempotencyKey = "key " + parent,
            Policy = new JobPolicy { Timeout = TimeSpan.FromSeconds(5), Retries = 2, NodeLoss = NodeLossRule.Fail, KeepFor = TimeSpan.FromDays(3) },
            CreatedAt = Noon.AddTicks(1_234_560),
            DueAt = Noon.AddMinutes(1),
            StartedAt = Noon.AddMinutes(2),
            EndedAt = Noon.AddMinutes(3),
            ExitCode = -1,
            Reason = "why\r\n",
            ProgressPercent = 42,
            ProgressText = "'half'",
            Feedback = new JobFeedback(1, JobFeedbackKind.Choice, "Go on?", ["yes", "no"], 1),
            RetriesUsed = 1,
            Version = 9,
            Commit = new string('a', 40),
        };
        await InsertAsync(job);

        var stored = await Jobs.GetAsync(job.Id);

        Assert.NotNull(stored);
        Assert.Equal(job.Feedback!.Choices, stored.Feedback!.Choices);
        Assert.Equal(job with { Feedback = null }, stored with { Feedback = null });
        Assert.Equal(job.Feedback with { Choices = [] }, stored.Feedback with { Choices = [] });
    }

    [Fact]
    public async Task Get_UnknownJob_GivesNull() => Assert.Null(await Jobs.GetAsync(long.MaxValue - 1));

    [Fact]
    public async Task Insert_NumberTaken_IsRefused()
    {
        var job = await InsertAsync(await NewJobAsync());

        Assert.False(await Jobs.InsertAsync(job with { Script = "other.ps1" }));
        Assert.Equal("a.ps1", (await Jobs.GetAsync(job.Id))!.Script);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData(null)]
    public async Task Insert_IdempotencyKeyTaken_IsRefused(string? identity)
    {
        var first = await InsertAsync(await NewJobAsync() with { Identity = identity, IdempotencyKey = "once" });
        var second = await NewJobAsync() with { Identity = identity, IdempotencyKey = "once" };

        Assert.False(await Jobs.InsertAsync(second));
        Assert.Null(await Jobs.GetAsync(second.Id));
        Assert.Equal(first.Id, (await Jobs.FindByIdempotencyKeyAsync(identity, "once"))!.Id);
    }

    [Fact]
    public async Task Insert_IdempotencyKeyOfOtherIdentity_IsStored()
    {
        await InsertAsync(await NewJobAsync() with { Identity = "carl", IdempotencyKey = "mine" });
        await InsertAsync(await NewJobAsync() with { Identity = "dora", IdempotencyKey = "mine" });

        Assert.Null(await Jobs.FindByIdempotencyKeyAsync(null, "mine"));
        Assert.Null(await Jobs.FindByIdempotencyKeyAsync("carl", "theirs"));
    }

    [Fact]
    public async Task Insert_ManyWithOneIdempotencyKeyAtOnce_StoresOne()
    {
        var jobs = new List<JobRecord>();
        for (var i = 0; i < 20; i++) jobs.Add(await NewJobAsync() with { Identity = "eve", IdempotencyKey = "race" });
        var other = fixture.AddNode().GetRequiredService<IJobStore>();

        var results = await Task.WhenAll(jobs.Select((job, i) => (i % 2 == 0 ? Jobs : other).InsertAsync(job)));

        Assert.Single(results, stored => stored);
        var winner = jobs[Array.IndexOf(results, true)];
        Assert.Equal(winner.Id, (await Jobs.FindByIdempotencyKeyAsync("eve", "race"))!.Id);
    }

    [Fact]
    public async Task Update_NextVersion_ReplacesWhatCanChange()
    {
        var job = await InsertAsync(await NewJobAsync());
        var changed = job with
        {
            State = JobState.Running, Attempt = 1, Node = "n", NodeIncarnation = "i", StartedAt = Noon, Reason = "r", ProgressPercent = 1,
            ProgressText = "t", RetriesUsed = 2, DueAt = Noon, ExitCode = 5, Engine = ScriptEngine.Pwsh, Version = 2,
        };

        Assert.True(await Jobs.UpdateAsync(changed));
        Assert.Equal(changed, await Jobs.GetAsync(job.Id));

        var cleared = job with { State = JobState.Canceled, EndedAt = Noon, Version = 3 };
        Assert.True(await Jobs.UpdateAsync(cleared));
        Assert.Equal(cleared, await Jobs.GetAsync(job.Id));
    }

    [Fact]
    public async Task Update_RefusedByNodes_KeepsWhichAndWhy()
    {
        var job = new JobRecord { Id = await Jobs.LeaseIdsAsync(1), Script = "r.sh", Environment = "bash", CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Version = 1 };
        Assert.True(await Jobs.InsertAsync(job));
        JobRefusal[] refusals = [new("n1", "127.0.0.1:1@1", RefusalCause.Node, "Kein Platz: größer", job.CreatedAt, 2), new("n2", "", RefusalCause.Environment, "no bash", job.CreatedAt, 1)];

        Assert.True(await Jobs.UpdateAsync(job with { Refusals = refusals, Version = 2 }));
        Assert.Equal(refusals, (await Jobs.GetAsync(job.Id))!.Refusals);
        Assert.True(await Jobs.UpdateAsync(job with { Version = 3 }));
        Assert.Null((await Jobs.GetAsync(job.Id))!.Refusals);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Update_OtherVersion_IsRefused(long version)
    {
        var job = await InsertAsync(await NewJobAsync());

        Assert.False(await Jobs.UpdateAsync(job with { State = JobState.Running, Version = version }));
        Assert.Equal(job, await Jobs.GetAsync(job.Id));
    }

    [Fact]
    public async Task Update_UnknownJob_IsRefused() =>
        Assert.False(await Jobs.UpdateAsync(new JobRecord { Id = long.MaxValue - 2, Script = "x", Environment = "y", Version = 1 }));

    [Fact]
    public async Task Update_ManyVersionsOfOneJobAtOnce_EachCallerLearnsItsOwnResult()
    {
        var job = await InsertAsync(await NewJobAsync());

        // All wait at once; versions 2 to 21 fit one after the other, and 100 never does.
        var results = await Task.WhenAll(
            Enumerable.Range(2, 20).Append(100).Select(version => Jobs.UpdateAsync(job with { Version = version, Reason = $"v{version}" })));

        Assert.All(results[..20], Assert.True);
        Assert.False(results[20]);
        Assert.Equal("v21", (await Jobs.GetAsync(job.Id))!.Reason);
    }

    [Fact]
    public async Task Update_FromTwoNodesAtOnce_OneWins()
    {
        var job = await InsertAsync(await NewJobAsync());
        var other = fixture.AddNode().GetRequiredService<IJobStore>();

        var results = await Task.WhenAll(
            Jobs.UpdateAsync(job with { Version = 2, Reason = "a" }), other.UpdateAsync(job with { Version = 2, Reason = "b" }));

        Assert.Single(results, stored => stored);
        Assert.Equal(results[0] ? "a" : "b", (await Jobs.GetAsync(job.Id))!.Reason);
    }

    [Fact]
    public async Task List_Pages_GiveEachJobOnceNewestFirst()
    {
        for (var i = 0; i < 7; i++) await InsertAsync(await NewJobAsync("paged.ps1"));
        var seen = new List<long>();
        long? before = null;
        while (true)
        {
            var page = await Jobs.ListAsync(new JobQuery { Script = "paged.ps1", Take = 3, Before = before });
            seen.AddRange(page.Select(job => job.Id));
            if (page.Count < 3) break;
            before = page[^1].Id;
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task List_ByEachFilter_GivesWhatMatches()
    {
        const string script = "filters.ps1";
        var parent = await InsertAsync(await NewJobAsync(script));
        var running = await InsertAsync(await NewJobAsync(script) with { State = JobState.Running, Node = "n9", ParentId = parent.Id });
        var failed = await InsertAsync(await NewJobAsync(script) with { State = JobState.Failed, Identity = "fred", ParentId = parent.Id });
        var done = await InsertAsync(await NewJobAsync(script) with { State = JobState.Completed, Identity = "fred", Node = "n9" });

        async Task<IEnumerable<long>> IdsAsync(JobQuery query) => (await Jobs.ListAsync(query)).Select(job => job.Id);

        Assert.Equal([failed.Id, running.Id], await IdsAsync(new JobQuery { ParentId = parent.Id }));
        Assert.Equal([running.Id], await IdsAsync(new JobQuery { ParentId = parent.Id, States = [JobState.Running] }));
        Assert.Equal([done.Id, failed.Id], await IdsAsync(new JobQuery { Identity = "fred" }));
        Assert.Equal([failed.Id], await IdsAsync(new JobQuery { Script = script, States = [JobState.Failed, JobState.TimedOut] }));
        Assert.Equal([failed.Id], await IdsAsync(new JobQuery { Identity = "fred", States = [JobState.Failed] }));
        Assert.Contains(failed.Id, await IdsAsync(new JobQuery { States = [JobState.Failed] }));
        Assert.DoesNotContain(done.Id, await IdsAsync(new JobQuery { States = [JobState.Failed, JobState.Error] }));
        Assert.Equal([running.Id, parent.Id], await IdsAsync(new JobQuery { Script = script, States = [JobState.Queued, JobState.Running] }));
        Assert.Equal([done.Id, running.Id], await IdsAsync(new JobQuery { Node = "n9", Script = script }));
        Assert.Equal([done.Id, running.Id], await IdsAsync(new JobQuery { Node = "n9" }));
        Assert.Equal([done.Id, parent.Id], await IdsAsync(new JobQuery { Script = script, States = [JobState.Completed, JobState.Queued] }));
    }

    [Fact]
    public async Task List_TakeOutOfRange_IsCapped()
    {
        await InsertAsync(await NewJobAsync());

        Assert.Single(await Jobs.ListAsync(new JobQuery { Take = 0 }));
        Assert.InRange((await Jobs.ListAsync(new JobQuery { Take = int.MaxValue })).Count, 1, JobQuery.MaxTake);
    }

    [Fact]
    public async Task ReadLive_MoreThanAPage_GivesEveryLiveJobInOrder()
    {
        var first = await Jobs.LeaseIdsAsync(1100);
        var states = new[] { JobState.Queued, JobState.Running, JobState.WaitingOnFeedback, JobState.Canceling, JobState.TimedOut };
        var jobs = Enumerable.Range(0, 1100)
            .Select(i => new JobRecord { Id = first + i, Script = "live.ps1", Environment = "e", State = states[i % 5], CreatedAt = Noon, Version = 1 })
            .ToList();
        Assert.All(await Task.WhenAll(jobs.Select(job => Jobs.InsertAsync(job))), Assert.True);

        var live = new List<long>();
        await foreach (var job in Jobs.ReadLiveAsync())
        {
            if (job.Script == "live.ps1") live.Add(job.Id);
        }

        Assert.Equal(jobs.Where(job => !job.State.IsFinal()).Select(job => job.Id), live);
    }

    [Fact]
    public async Task ReadLiveKeys_LiveAndEndedJobs_GivesTheLiveOnes()
    {
        var queued = await InsertAsync(await NewJobAsync() with { Target = JobTarget.Node("n") });
        var running = await InsertAsync(await NewJobAsync() with { State = JobState.Running, Attempt = 3, Target = JobTarget.All });
        var ended = await InsertEndedAsync("ended.ps1", Noon);

        var keys = new List<LiveJob>();
        await foreach (var job in Jobs.ReadLiveKeysAsync())
        {
            if (job.Id >= queued.Id && job.Id <= ended.Id) keys.Add(job);
        }

        Assert.Equal([new(queued.Id, JobState.Queued, 0, JobTarget.Node("n")), new(running.Id, JobState.Running, 3, JobTarget.All)], keys);
    }

    [Fact]
    public async Task DeleteEnded_OldJobs_GoWithTheirOutputInBatches()
    {
        // Long before what other tests store.
        var old = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var running = await InsertAsync(await NewJobAsync() with { State = JobState.Running, Attempt = 1 });
        // More than is deleted at once.
        Assert.True(await fixture.Output.AppendAsync(running.Id, 1, [.. Enumerable.Range(1, 9_000).Select(i => new JobOutput(i, 1, OutputStream.Output, Noon, "text"))]));
        Assert.True(await Jobs.UpdateAsync(running with { State = JobState.Completed, EndedAt = old, Version = 2 }));
        var others = new[] { await InsertEndedAsync("d", old.AddHours(1)), await InsertEndedAsync("d", old.AddHours(2)) };
        var younger = await InsertEndedAsync("d", old.AddDays(1));

        Assert.Equal(2, await Jobs.DeleteEndedAsync(old.AddDays(1), 2));
        Assert.Equal(1, await Jobs.DeleteEndedAsync(old.AddDays(1), 2));
        Assert.Equal(0, await Jobs.DeleteEndedAsync(old.AddDays(1), 2));

        foreach (var gone in others.Append(running)) Assert.Null(await Jobs.GetAsync(gone.Id));
        Assert.Empty(await fixture.Output.ReadAsync(running.Id, 0, 10));
        Assert.NotNull(await Jobs.GetAsync(younger.Id));
    }

    [Fact]
    public async Task DeleteEndedOfScript_ByNumber_KeepsTheNewestAndTheLive()
    {
        var queued = await InsertAsync(await NewJobAsync("keep.ps1"));
        var ended = new List<JobRecord>();
        for (var i = 0; i < 5; i++) ended.Add(await InsertEndedAsync("keep.ps1", Noon.AddMinutes(i)));
        var other = await InsertEndedAsync("keep2.ps1", Noon);

        Assert.Equal(2, await Jobs.DeleteEndedOfScriptAsync("keep.ps1", 2, null, 2));
        Assert.Equal(1, await Jobs.DeleteEndedOfScriptAsync("keep.ps1", 2, null, 2));
        Assert.Equal(0, await Jobs.DeleteEndedOfScriptAsync("keep.ps1", 2, null, 2));

        var left = await Jobs.ListAsync(new JobQuery { Script = "keep.ps1" });
        Assert.Equal([ended[4].Id, ended[3].Id, queued.Id], left.Select(job => job.Id));
        Assert.NotNull(await Jobs.GetAsync(other.Id));
    }

    [Fact]
    public async Task DeleteEndedOfScript_ByAgeAndNumber_DeletesBoth()
    {
        var ended = new List<JobRecord>();
        for (var i = 0; i < 4; i++) ended.Add(await InsertEndedAsync("age.ps1", Noon.AddMinutes(i)));

        Assert.Equal(0, await Jobs.DeleteEndedOfScriptAsync("age.ps1", null, null, 10));
        Assert.Equal(1, await Jobs.DeleteEndedOfScriptAsync("age.ps1", null, Noon.AddMinutes(1), 10));
        Assert.Equal(2, await Jobs.DeleteEndedOfScriptAsync("age.ps1", 1, Noon.AddMinutes(2), 10));

        Assert.Equal([ended[3].Id], (await Jobs.ListAsync(new JobQuery { Script = "age.ps1" })).Select(job => job.Id));
    }

    [Fact]
    public async Task ReadScriptRetentions_GivesThePolicyOfTheNewestFinishedJob()
    {
        var older = new JobPolicy { KeepJobs = 5 };
        var newer = new JobPolicy { KeepJobs = 7, KeepFor = TimeSpan.FromHours(1) };
        await InsertEndedAsync("ret-a.ps1", Noon, older);
        await InsertEndedAsync("ret-a.ps1", Noon, newer);
        await InsertAsync(await NewJobAsync("ret-a.ps1") with { Policy = older });
        await InsertAsync(await NewJobAsync("ret-b.ps1") with { Policy = older });
        await InsertEndedAsync("ret-c.ps1", Noon);
        await InsertEndedAsync("ret-d.ps1", Noon, older);

        var retentions = (await Jobs.ReadScriptRetentionsAsync()).Where(row => row.Script.StartsWith("ret-", StringComparison.Ordinal));

        Assert.Equal([("ret-a.ps1", newer), ("ret-d.ps1", older)], retentions.OrderBy(row => row.Script, StringComparer.Ordinal));
    }

    [Fact]
    public async Task LeaseIds_FromEightNodesAtOnce_AreDisjoint()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => fixture.AddNode().GetRequiredService<IJobStore>()).ToList();

        var firsts = await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 10).Select(_ => Task.Run(() => node.LeaseIdsAsync(25)))));

        var sorted = firsts.Order().ToList();
        Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 25));
    }

    [Fact]
    public async Task Insert_OddText_IsStoredAsUnicode()
    {
        var job = await InsertAsync(await NewJobAsync() with { Reason = "a\0b\uD800c\uDC00d😀" + new string('x', 200_000) });

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd😀" + new string('x', 200_000), (await Jobs.GetAsync(job.Id))!.Reason);
    }

    [Fact]
    public async Task Update_OneOfABatchIsRefusedByTheDatabase_OnlyItsCallerFails()
    {
        var good = new List<JobRecord>();
        for (var i = 0; i < 30; i++) good.Add(await NewJobAsync("batch.ps1"));
        var bad = await NewJobAsync("batch.ps1") with { Script = null! };

        var bads = Jobs.InsertAsync(bad);
        var results = await Task.WhenAll(good.Select(job => Jobs.InsertAsync(job)));

        Assert.All(results, Assert.True);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bads);
        Assert.Null(await Jobs.GetAsync(bad.Id));
    }
}
