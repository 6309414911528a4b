using Microsoft.Extensions.Time.Testing;
using Universal.Broadcast;
using Universal.Grains.Broadcast;
using Universal.Jobs;

namespace Universal.Grains.Tests.Broadcast;

public sealed class JobChangesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly BroadcastInterest _interest;
    private readonly JobChanges _changes;

    public JobChangesTests()
    {
        _interest = new BroadcastInterest(_time);
        _interest.Set("somebody", BroadcastTopics.Jobs, Timeout.InfiniteTimeSpan);
        // What is gathered is taken by hand here, and sent nowhere.
        _changes = new JobChanges(null!, _interest, _time);
    }

    public void Dispose() => _changes.Dispose();

    private static JobRecord Job(long id, long version = 1, JobState state = JobState.Running) =>
        new() { Id = id, Version = version, State = state, Script = "a.ps1", Environment = "PowerShell", Parameters = """{"secret":1}""" };

    [Fact]
    public void Changed_NobodyListens_GathersNothing()
    {
        _interest.Set("somebody", BroadcastTopics.Git, Timeout.InfiniteTimeSpan);
        _changes.Changed(Job(1));
        Assert.Null(_changes.Take());
    }

    [Fact]
    public void Changed_SeveralTimes_TheNewestCounts_WithoutParameters()
    {
        _changes.Changed(Job(1));
        _changes.Changed(Job(1, 3, JobState.Completed));
        _changes.Changed(Job(1, 2));
        _changes.Changed(Job(2));

        var told = _changes.Take()!;

        Assert.Equal([(1L, JobState.Completed), (2L, JobState.Running)], told.Jobs.Select(job => (job.Id, job.State)));
        Assert.All(told.Jobs, job => Assert.Null(job.Parameters));
        Assert.Null(_changes.Take());
    }

    [Fact]
    public void Changed_MoreThanAMessageHolds_TheRestIsToldNext()
    {
        for (var id = 1; id <= JobChanges.MaxBatch + 5; id++) _changes.Changed(Job(id));
        Assert.Equal(JobChanges.MaxBatch, _changes.Take()!.Jobs.Count);
        Assert.Equal(5, _changes.Take()!.Jobs.Count);
    }

    [Fact]
    public void Changed_FarTooMany_IsSilentForAWhile_ThenSaysThatAllIsToBeReadAnew()
    {
        for (var id = 1; id <= JobChanges.MaxGathered + 500; id++) _changes.Changed(Job(id));
        Assert.Null(_changes.Take());
        _time.Advance(TimeSpan.FromSeconds(1.9));
        _changes.Changed(Job(1));
        Assert.Null(_changes.Take());

        _time.Advance(TimeSpan.FromSeconds(0.2));
        var reset = _changes.Take()!;
        _changes.Changed(Job(7));

        Assert.True(reset.Reset);
        Assert.Empty(reset.Jobs);
        Assert.Equal(7, Assert.Single(_changes.Take()!.Jobs).Id);
    }
}
