using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Clock;
using Universal.Persistence.Schedules;
using Universal.Schedules;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteScheduleStoreTests(SqliteFixture fixture) : ScheduleStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlScheduleStoreTests(PostgreSqlFixture fixture) : ScheduleStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="IScheduleStore"/> and <see cref="IDatabaseClock"/> promise, on every engine.</summary>
public abstract class ScheduleStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IScheduleStore Store => fixture.Services.GetRequiredService<IScheduleStore>();

    private static ScheduleOccurrence Occurrence(string schedule, int minute = 0, OccurrenceState state = OccurrenceState.Claimed) => new()
    {
        Schedule = schedule, DueAt = Noon.AddMinutes(minute), State = state, JobId = 7, Node = "a", DecidedAt = Noon.AddMinutes(minute).AddMilliseconds(12),
    };

    [Fact]
    public async Task Claim_FromTwoNodesAtOnce_OneOfEachWins()
    {
        var other = fixture.AddNode().GetRequiredService<IScheduleStore>();
        var occurrences = Enumerable.Range(0, 500).Select(i => Occurrence($"claim {i % 50}", i / 50)).ToArray();

        var results = await Task.WhenAll(occurrences.Select(async one =>
            (await Task.WhenAll(Store.ClaimAsync(one with { Node = "one" }), other.ClaimAsync(one with { Node = "two" }))).Count(won => won)));

        Assert.All(results, wins => Assert.Equal(1, wins));
    }

    [Fact]
    public async Task Claim_SubSecondTimes_AreToldApart()
    {
        var one = Occurrence("micro") with { DueAt = Noon.AddMicroseconds(1) };

        Assert.All(await Task.WhenAll(Store.ClaimAsync(one), Store.ClaimAsync(one with { DueAt = Noon.AddMicroseconds(2) })), Assert.True);
        Assert.False(await Store.ClaimAsync(one));
    }

    [Fact]
    public async Task Update_OpenThenFinal_KeepsTheFinalOne()
    {
        var claimed = Occurrence("update") with { StartAt = Noon.AddSeconds(30), State = OccurrenceState.Waiting };
        await Store.ClaimAsync(claimed);
        Assert.Contains(claimed, await Store.ReadOpenAsync());

        var failed = claimed with { State = OccurrenceState.Failed, JobId = null, Reason = "Ü 'quoted'", Node = "b", DecidedAt = Noon.AddHours(1) };
        Assert.True(await Store.UpdateAsync(failed));
        Assert.False(await Store.UpdateAsync(claimed with { State = OccurrenceState.Started }));
        Assert.False(await Store.UpdateAsync(Occurrence("nobody")));

        Assert.Equal([failed], await Store.ListAsync("update", null, 10));
        Assert.DoesNotContain(await Store.ReadOpenAsync(), open => open.Schedule == "update");
    }

    [Fact]
    public async Task States_PutAndRead_ComeWithTheLastOccurrence()
    {
        var one = new ScheduleState("state one", "cron * * * * * UTC", Noon, Paused: false, null);
        var two = new ScheduleState("state two", "once", Noon, Paused: true, "anna");
        await Store.PutStatesAsync([one, two]);
        await Store.ClaimAsync(Occurrence("state one", 1));
        await Store.ClaimAsync(Occurrence("state one", 2));

        var read = (await Store.ReadStatesAsync()).Where(row => row.State.Name.StartsWith("state ", StringComparison.Ordinal)).OrderBy(row => row.State.Name).ToArray();

        Assert.Equal([one, two], read.Select(row => row.State));
        Assert.Equal([Occurrence("state one", 2), null], read.Select(row => row.Last));
        var paused = one with { Paused = true, ChangedBy = "ben", Since = Noon.AddDays(1) };
        await Store.PutStatesAsync([paused]);
        Assert.Equal((paused, Occurrence("state one", 2)), await Store.FindStateAsync("state one"));
        await Store.DeleteStateAsync("state one");
        Assert.Null(await Store.FindStateAsync("state one"));
    }

    [Fact]
    public async Task List_Pages_NewestFirst()
    {
        for (var i = 0; i < 5; i++) await Store.ClaimAsync(Occurrence("list", i));

        var first = await Store.ListAsync("list", null, 2);
        var second = await Store.ListAsync("list", first[^1].DueAt, 10);

        Assert.Equal([4, 3], first.Select(one => one.DueAt.Minute));
        Assert.Equal([2, 1, 0], second.Select(one => one.DueAt.Minute));
    }

    [Fact]
    public async Task Trim_Old_KeepsTheLastOfEachAndWhatIsOpen()
    {
        var old = Noon.AddYears(-1);
        ScheduleOccurrence Old(string schedule, int minute, OccurrenceState state) =>
            Occurrence(schedule, minute, state) with { DueAt = old.AddMinutes(minute), DecidedAt = old };
        await Store.ClaimAsync(Old("trim", 0, OccurrenceState.Started));
        await Store.ClaimAsync(Old("trim", 1, OccurrenceState.Waiting));
        await Store.ClaimAsync(Old("trim", 2, OccurrenceState.Skipped));
        await Store.ClaimAsync(Old("trim", 3, OccurrenceState.Started));
        await Store.ClaimAsync(Old("trim alone", 0, OccurrenceState.Failed));

        Assert.Equal(1, await Store.TrimAsync(old.AddDays(1), 1));
        Assert.Equal(1, await Store.TrimAsync(old.AddDays(1), 10));
        Assert.Equal(0, await Store.TrimAsync(old.AddDays(1), 10));

        Assert.Equal([3, 1], (await Store.ListAsync("trim", null, 10)).Select(one => one.DueAt.Minute));
        Assert.Single(await Store.ListAsync("trim alone", null, 10));
        Assert.True(await Store.UpdateAsync(Old("trim", 1, OccurrenceState.Skipped)));
    }

    [Fact]
    public async Task Clock_Read_IsTheTime()
    {
        var before = TimeProvider.System.GetUtcNow();

        var read = await fixture.Services.GetRequiredService<IDatabaseClock>().ReadAsync();

        Assert.InRange(read, before.AddMilliseconds(-50), TimeProvider.System.GetUtcNow().AddMilliseconds(50));
    }
}
