using Universal.Jobs;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteJobOutputStoreTests(SqliteFixture fixture) : JobOutputStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlJobOutputStoreTests(PostgreSqlFixture fixture) : JobOutputStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="Persistence.Jobs.IJobOutputStore"/> promises, on every engine.</summary>
public abstract class JobOutputStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private async Task<JobRecord> RunningJobAsync(int attempt = 1, JobState state = JobState.Running)
    {
        var job = new JobRecord
        {
            Id = await fixture.Jobs.LeaseIdsAsync(1), Script = "o.ps1", Environment = "e", State = state, Attempt = attempt, CreatedAt = Noon, Version = 1,
        };
        Assert.True(await fixture.Jobs.InsertAsync(job));
        return job;
    }

    private static JobOutput Record(long sequence, string text = "text", int attempt = 1) =>
        new(sequence, attempt, OutputStream.Output, Noon, text);

    [Fact]
    public async Task Read_AfterAppend_GivesTheRecordsInOrder()
    {
        var job = await RunningJobAsync();
        var records = new[]
        {
            new JobOutput(2, 1, OutputStream.Warning, Noon.AddMilliseconds(5), "second", "<Obj/>"), new JobOutput(1, 1, OutputStream.Output, Noon, ""),
        };

        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, records));

        Assert.Equal(records.Reverse(), await fixture.Output.ReadAsync(job.Id, 0, 10));
        Assert.Equal(2, await fixture.Output.LastSequenceAsync(job.Id));
    }

    [Fact]
    public async Task Read_InPages_ResumesFromASequence()
    {
        var job = await RunningJobAsync();
        await fixture.Output.AppendAsync(job.Id, 1, [.. Enumerable.Range(1, 10).Select(i => Record(i))]);

        Assert.Equal([4L, 5L, 6L], (await fixture.Output.ReadAsync(job.Id, 4, 3)).Select(record => record.Sequence));
        Assert.Empty(await fixture.Output.ReadAsync(job.Id, 11, 3));
    }

    [Fact]
    public async Task LastSequence_NothingStored_IsZero() => Assert.Equal(0, await fixture.Output.LastSequenceAsync(long.MaxValue - 3));

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.WaitingOnFeedback)]
    [InlineData(JobState.Canceling)]
    public async Task Append_StateHoldsTheLease_IsStored(JobState state)
    {
        var job = await RunningJobAsync(state: state);

        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, [Record(1)]));
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Completed)]
    [InlineData(JobState.Canceled)]
    public async Task Append_StateHoldsNoLease_IsRefused(JobState state)
    {
        var job = await RunningJobAsync(state: state);

        Assert.False(await fixture.Output.AppendAsync(job.Id, 1, [Record(1)]));
        Assert.Empty(await fixture.Output.ReadAsync(job.Id, 0, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_OtherAttempt_IsRefused(int attempt)
    {
        var job = await RunningJobAsync(attempt: 2);

        Assert.False(await fixture.Output.AppendAsync(job.Id, attempt, [Record(1, attempt: attempt)]));
        Assert.Empty(await fixture.Output.ReadAsync(job.Id, 0, 10));
    }

    [Fact]
    public async Task Append_UnknownJob_IsRefused() => Assert.False(await fixture.Output.AppendAsync(long.MaxValue - 4, 1, [Record(1)]));

    [Fact]
    public async Task Append_NoRecords_IsAccepted() => Assert.True(await fixture.Output.AppendAsync(long.MaxValue - 4, 1, []));

    [Fact]
    public async Task Append_Repeated_KeepsWhatIsStored()
    {
        var job = await RunningJobAsync();
        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, [Record(1, "first"), Record(2, "first")]));

        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, [Record(1, "again"), Record(2, "again"), Record(3, "new"), Record(3, "twice")]));

        Assert.Equal(["first", "first", "new"], (await fixture.Output.ReadAsync(job.Id, 0, 10)).Select(record => record.Text));
    }

    [Fact]
    public async Task Append_SequenceLeftByAStaleAttempt_IsReplaced()
    {
        var job = await RunningJobAsync();
        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, [Record(1, "stale")]));
        Assert.True(await fixture.Jobs.UpdateAsync(job with { Attempt = 2, Version = 2 }));

        Assert.True(await fixture.Output.AppendAsync(job.Id, 2, [Record(1, "newer", 2)]));

        Assert.Equal([Record(1, "newer", 2)], await fixture.Output.ReadAsync(job.Id, 0, 10));
    }

    [Fact]
    public async Task Append_ManyJobsAtOnce_EachCallerLearnsItsOwnResult()
    {
        var jobs = new List<JobRecord>();
        for (var i = 0; i < 40; i++) jobs.Add(await RunningJobAsync(attempt: i % 2 == 0 ? 1 : 2));

        var results = await Task.WhenAll(jobs.Select(job => fixture.Output.AppendAsync(job.Id, 1, [Record(1), Record(2)])));

        Assert.Equal(jobs.Select(job => job.Attempt == 1), results);
    }

    [Fact]
    public async Task Append_SameJobManyTimesAtOnce_StoresAll()
    {
        var job = await RunningJobAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => fixture.Output.AppendAsync(job.Id, 1, [Record(i)])));

        Assert.All(results, Assert.True);
        Assert.Equal(50, (await fixture.Output.ReadAsync(job.Id, 0, 100)).Count);
    }

    [Fact]
    public async Task Append_OddText_IsStoredAsUnicode()
    {
        var job = await RunningJobAsync();
        var large = new string('é', 200_000);

        Assert.True(await fixture.Output.AppendAsync(job.Id, 1, [Record(1, "\0"), Record(2, "\uDFFF\uD83D\uDE00\uD83D"), Record(3, large), Record(4, "\u0001\u001b[0m\u2028\"\\")]));

        Assert.Equal(
            ["\uFFFD", "\uFFFD😀\uFFFD", large, "\u0001\u001b[0m\u2028\"\\"], (await fixture.Output.ReadAsync(job.Id, 0, 10)).Select(record => record.Text));
    }
}
