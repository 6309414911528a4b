using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Universal.Catalogue;
using Universal.Grains.Clock;
using Universal.Grains.Schedules;
using Universal.Persistence.Clock;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Tests.Schedules;

/// <summary>A scheduler in fake time, its table, its jobs and its catalogue.</summary>
internal sealed class ScheduleWorld : ICatalogue, IDatabaseClock, IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TimeSpan _skew;

    /// <summary>Creates it.</summary>
    /// <param name="schedules">What is declared.</param>
    /// <param name="skew">How far the node's clock is off.</param>
    public ScheduleWorld(IReadOnlyList<ScheduleDefinition> schedules, TimeSpan skew = default)
    {
        _skew = skew;
        Time = new FakeTimeProvider(Start);
        NodeTime = new FakeTimeProvider(Start + skew);
        Jobs = new FakeOccurrenceJobs(Time);
        Current = new CatalogueSnapshot("/r", []) { Schedules = schedules };
        Scheduler = NewScheduler();
    }

    /// <summary>The database's time.</summary>
    public FakeTimeProvider Time { get; }

    private FakeTimeProvider NodeTime { get; }

    public FakeScheduleStore Store { get; } = new();

    public FakeOccurrenceJobs Jobs { get; }

    public CatalogueSnapshot Current { get; set; }

    public IReadOnlyList<CatalogueFault> Faults => [];

    public Scheduler Scheduler { get; private set; }

    public ScheduleCondition Condition { get; set; } = (_, _, _) => Task.FromResult((true, (string?)null));

    public static ScheduleDefinition Cron(string cron, string name = "s", string zone = "UTC") => new()
    {
        Name = name, Number = 1, Script = "s.ps1", Kind = ScheduleKind.Cron, Cron = cron, TimeZone = zone, File = ".universal/schedules.ps1", Line = 1,
    };

    /// <summary>Declares other schedules.</summary>
    public void Declare(params ScheduleDefinition[] schedules) => Current = new CatalogueSnapshot("/r", []) { Schedules = schedules };

    /// <summary>The node dies, and another goes on with what is stored.</summary>
    public void Restart() => Scheduler = NewScheduler();

    /// <summary>A further scheduler over the same table, as a cluster that falls apart can have.</summary>
    public Scheduler NewScheduler() => new(
        Store, Jobs, this, new ClusterClock(this, NodeTime), (schedule, occurrence, token) => Condition(schedule, occurrence, token), "n", Options.Create(new ScheduleOptions()), NullLogger.Instance);

    public void Advance(TimeSpan by)
    {
        Time.Advance(by);
        NodeTime.Advance(by);
    }

    public Task<TimeSpan?> PassAsync() => Scheduler.PassAsync(CancellationToken.None);

    /// <summary>Serves whatever is due until a time has passed, each a little late.</summary>
    public async Task RunAsync(TimeSpan duration, Func<TimeSpan>? lateness = null)
    {
        var end = Time.GetUtcNow() + duration;
        while (true)
        {
            var rest = await PassAsync() ?? TimeSpan.MaxValue;
            var left = end - Time.GetUtcNow();
            if (rest >= left)
            {
                Advance(left);
                await PassAsync();
                return;
            }

            Advance(rest + (lateness?.Invoke() ?? TimeSpan.Zero));
        }
    }

    public void Dispose() => Scheduler.Dispose();

    Task<DateTimeOffset> IDatabaseClock.ReadAsync(CancellationToken cancellationToken) =>
        Store.Away ? Task.FromException<DateTimeOffset>(new Errors.DatabaseUnavailableException("Away.")) : Task.FromResult(NodeTime.GetUtcNow() - _skew);
}
