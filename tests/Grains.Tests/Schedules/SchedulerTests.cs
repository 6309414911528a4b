using Universal.Errors;
using Universal.Grains.Clock;
using Universal.Schedules;
using static Universal.Grains.Tests.Schedules.ScheduleWorld;

namespace Universal.Grains.Tests.Schedules;

public sealed class SchedulerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static string[] Told(ScheduleWorld world) => [.. world.Store.Rows.Select(row => $"{row.DueAt:HH:mm} {row.State}")];

    [Fact]
    public async Task New_Schedule_CountsFromNow()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.PassAsync();
        Assert.Empty(world.Store.Rows);

        await world.RunAsync(Minute * 3);

        Assert.Equal(["00:01 Started", "00:02 Started", "00:03 Started"], Told(world));
        Assert.Equal(3, world.Jobs.Created.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task NodesClock_IsMinutesOff_TheDatabasesDecides(int minutes)
    {
        using var world = new ScheduleWorld([Cron("*/5 * * * *")], TimeSpan.FromMinutes(minutes));

        await world.RunAsync(Minute * 11);

        Assert.Equal([Start.AddMinutes(5), Start.AddMinutes(10)], world.Jobs.Created.Select(job => job.CreatedAt));
    }

    [Theory]
    [InlineData(MisfirePolicy.RunOnce, "00:01 Started|00:05 Started|00:06 Started")]
    [InlineData(MisfirePolicy.Skip, "00:01 Started|00:04 Skipped|00:05 Started|00:06 Started")]
    [InlineData(MisfirePolicy.RunEach, "00:01 Started|00:02 Started|00:03 Started|00:04 Started|00:05 Started|00:06 Started")]
    public async Task Outage_OfMinutes_IsMadeUpForByThePolicy(MisfirePolicy policy, string expected)
    {
        using var world = new ScheduleWorld([Cron("* * * * *") with { Misfire = policy }]);
        await world.RunAsync(Minute);

        // From 1:00 to 5:30 nobody serves it; what was due at 5:00 is not late yet.
        world.Advance(TimeSpan.FromSeconds(270));
        world.Restart();
        await world.RunAsync(TimeSpan.FromSeconds(30));

        var told = Told(world).Where(row => !row.StartsWith("00:04 Skipped", StringComparison.Ordinal) || policy == MisfirePolicy.Skip).ToArray();
        Assert.Equal(expected.Split('|'), told);
    }

    [Fact]
    public async Task Outage_LongAgo_RunsOnceAndSaysHowMuchItMakesUpFor()
    {
        using var world = new ScheduleWorld([Cron("0 * * * *")]);
        await world.RunAsync(Minute);

        world.Advance(TimeSpan.FromHours(10.5));
        world.Restart();
        await world.PassAsync();

        var row = Assert.Single(world.Store.Rows);
        Assert.Equal("10:00 Started", Told(world)[0]);
        Assert.Equal("Late. It makes up for 9 times before it too.", row.Reason);
    }

    [Fact]
    public async Task Database_AwayOverTheTime_RunsLateAndOnce()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.PassAsync();
        world.Store.Away = true;
        world.Advance(TimeSpan.FromSeconds(80));
        await Assert.ThrowsAnyAsync<Exception>(world.PassAsync);

        world.Store.Away = false;
        world.Advance(TimeSpan.FromSeconds(10));
        await world.PassAsync();
        await world.PassAsync();

        Assert.Equal(["00:01 Started"], Told(world));
        Assert.Single(world.Jobs.Created);
    }

    [Fact]
    public async Task Claim_AnswerIsLost_OneJobAllTheSame()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.PassAsync();
        world.Store.LoseAnswer = true;
        world.Advance(Minute);
        await world.PassAsync();
        Assert.Empty(world.Jobs.Created);

        await world.RunAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["00:01 Started"], Told(world));
        Assert.Single(world.Jobs.Created);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Database_FailsNowAndThen_EveryScheduleGoesOnAndEachTimeHasOneJob(int seed)
    {
        var continuous = Cron("", "continuous") with { Kind = ScheduleKind.Continuous, Delay = TimeSpan.FromSeconds(10) };
        using var world = new ScheduleWorld([Cron("* * * * *", "allow"), Cron("* * * * *", "queue") with { Overlap = OverlapPolicy.Queue }, continuous]);
        for (var second = 0; second < 3_720; second++)
        {
            // The last two minutes are quiet.
            world.Store.Faults = second < 3_600 ? world.Store.Faults ?? new Random(seed) : null;
            try
            {
                await world.PassAsync();
            }
            catch (DatabaseUnavailableException)
            {
                // The next pass makes it good.
            }

            world.Advance(TimeSpan.FromSeconds(1));
            foreach (var job in world.Jobs.Created.Where(job => job.CreatedAt < world.Time.GetUtcNow().AddSeconds(-20)).TakeLast(5))
            {
                world.Jobs.End(job.Id);
                if (second % 2 == 0) world.Scheduler.JobEnded(job.Schedule, job.Id);
            }
        }

        await world.PassAsync();
        var rows = world.Store.Rows.ToLookup(row => row.Schedule);
        Assert.Equal(62, rows["allow"].Count());
        Assert.Equal(62, rows["queue"].Count());
        // One takes 20 s and waits 10 s; what fails costs some seconds.
        Assert.InRange(rows["continuous"].Count(row => row.State == OccurrenceState.Started), 80, 125);
        Assert.All(rows, schedule => Assert.True(schedule.Last().DecidedAt > world.Time.GetUtcNow().AddMinutes(-2), schedule.Key));
        Assert.Equal(world.Store.Rows.Where(row => row.State == OccurrenceState.Started).Select(row => row.JobId!.Value).Order(), world.Jobs.Created.Select(job => job.Id));
    }

    [Fact]
    public async Task Node_DiesBetweenJobAndRow_TheNextGoesOnWithTheSameJob()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.PassAsync();
        world.Jobs.LoseAnswer = true;
        world.Advance(Minute);
        await world.PassAsync();
        Assert.Equal(["00:01 Claimed"], Told(world));

        world.Restart();
        await world.PassAsync();

        Assert.Equal(["00:01 Started"], Told(world));
        Assert.Equal(world.Store.Rows.Single().JobId, Assert.Single(world.Jobs.Created).Id);
    }

    [Fact]
    public async Task TwoSchedulers_AtOnce_EachTimeHasOneJob()
    {
        using var world = new ScheduleWorld([.. Enumerable.Range(0, 50).Select(i => Cron("* * * * *", $"s{i}"))]);
        using var other = world.NewScheduler();
        for (var i = 0; i < 10; i++)
        {
            await Task.WhenAll(world.PassAsync(), other.PassAsync(CancellationToken.None));
            world.Advance(TimeSpan.FromSeconds(30));
        }

        await Task.WhenAll(world.PassAsync(), other.PassAsync(CancellationToken.None));

        Assert.Equal(50 * 5, world.Store.Rows.Count);
        Assert.Equal(50 * 5, world.Jobs.Created.Count);
    }

    [Fact]
    public async Task Clock_JumpsBack_DoesNotRepeatAndGoesOn()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        world.Advance(TimeSpan.FromMinutes(20));
        await world.RunAsync(Minute * 3);
        var before = world.Jobs.Created.Count;

        // A database that was restored, or whose clock was set: ten minutes back.
        using var earlier = new ScheduleWorld([Cron("* * * * *")]);
        earlier.Advance(TimeSpan.FromMinutes(13));
        var scheduler = new Universal.Grains.Schedules.Scheduler(
            world.Store, world.Jobs, earlier, new ClusterClock(earlier, earlier.Time), earlier.Condition, "n",
            Microsoft.Extensions.Options.Options.Create(new Universal.Grains.Schedules.ScheduleOptions()), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        for (var i = 0; i < 30; i++)
        {
            await scheduler.PassAsync(CancellationToken.None);
            earlier.Advance(TimeSpan.FromSeconds(30));
        }

        await scheduler.PassAsync(CancellationToken.None);
        // 14 to 28, of which three had run.
        Assert.Equal(before + 15 - 3, world.Jobs.Created.Count);
        Assert.Equal(world.Jobs.Created.Count, world.Store.Rows.Count);
    }

    [Fact]
    public async Task Pause_AndResume_WhatPassedMeanwhileIsNotMadeUpFor()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.RunAsync(Minute);
        Assert.True(await world.Scheduler.SetPausedAsync("S", paused: true, "anna", CancellationToken.None));
        Assert.False(await world.Scheduler.SetPausedAsync("other", paused: true, "anna", CancellationToken.None));
        await world.RunAsync(Minute * 5);
        world.Restart();
        await world.RunAsync(Minute);
        await world.Scheduler.SetPausedAsync("s", paused: false, "anna", CancellationToken.None);

        await world.RunAsync(Minute);

        Assert.Equal(["00:01 Started", "00:08 Started"], Told(world));
    }

    [Fact]
    public async Task Timing_IsChanged_CountsFromThen()
    {
        using var world = new ScheduleWorld([Cron("0 0 * * *")]);
        await world.RunAsync(TimeSpan.FromHours(5));

        world.Declare(Cron("0 * * * *"));
        await world.RunAsync(TimeSpan.FromHours(1));
        world.Declare(Cron("0 * * * *") with { Description = "other words" });
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["06:00 Started", "07:00 Started"], Told(world));
    }

    [Fact]
    public async Task Schedule_IsGone_RunsNoMore()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        await world.RunAsync(Minute);
        world.Declare();
        await world.RunAsync(Minute * 5);

        Assert.Single(world.Jobs.Created);
    }

    [Theory]
    [InlineData(OverlapPolicy.Allow, "00:01 Started|00:02 Started|00:03 Started")]
    [InlineData(OverlapPolicy.Skip, "00:01 Started|00:02 Skipped|00:03 Skipped")]
    [InlineData(OverlapPolicy.Queue, "00:01 Started|00:02 Waiting|00:03 Skipped")]
    [InlineData(OverlapPolicy.Replace, "00:01 Started|00:02 Skipped|00:03 Waiting")]
    public async Task Due_WhileAJobRuns_FollowsThePolicy(OverlapPolicy policy, string expected)
    {
        using var world = new ScheduleWorld([Cron("* * * * *") with { Overlap = policy }]);

        await world.RunAsync(Minute * 3);

        Assert.Equal(expected.Split('|'), Told(world));
        Assert.Equal(policy == OverlapPolicy.Replace, world.Jobs.Canceled.Contains(1));
    }

    [Theory]
    [InlineData(OverlapPolicy.Allow, MisfirePolicy.RunOnce, 50, "Started Started Started Started Started")]
    [InlineData(OverlapPolicy.Skip, MisfirePolicy.RunOnce, 50, "Started Skipped Skipped Skipped Skipped")]
    [InlineData(OverlapPolicy.Queue, MisfirePolicy.RunOnce, 50, "Started Waiting Skipped Skipped Skipped")]
    [InlineData(OverlapPolicy.Replace, MisfirePolicy.RunOnce, 50, "Skipped Skipped Skipped Skipped Started")]
    [InlineData(OverlapPolicy.Skip, MisfirePolicy.RunEach, 1_200, "Started")]
    [InlineData(OverlapPolicy.Queue, MisfirePolicy.RunEach, 1_200, "Started Waiting")]
    public async Task Due_SeveralTimesAtOnce_FollowsThePolicyAmongThem(OverlapPolicy policy, MisfirePolicy misfire, int seconds, string expected)
    {
        using var world = new ScheduleWorld([Cron("*/10 * * * * *") with { Overlap = policy, Misfire = misfire }]);
        await world.PassAsync();

        world.Advance(TimeSpan.FromSeconds(seconds));
        for (var i = 0; i < 10; i++) await world.PassAsync();

        var states = world.Store.Rows.Select(row => row.State.ToString()).ToArray();
        Assert.Equal(seconds / 10, states.Length);
        if (misfire == MisfirePolicy.RunEach) states = [.. states.Where(state => state != "Skipped")];
        Assert.Equal(expected, string.Join(' ', states));
    }

    [Fact]
    public async Task Due_WhileAJobIsDelayed_FollowsThePolicy()
    {
        using var world = new ScheduleWorld([Cron("* * * * *") with { Overlap = OverlapPolicy.Queue, RandomDelay = true, Delay = TimeSpan.FromMinutes(10), Condition = "$true" }]);
        world.Condition = (_, occurrence, _) => Task.FromResult((occurrence.DueAt.Minute != 1, (string?)null));

        await world.RunAsync(TimeSpan.FromMinutes(12));

        // The first does not come to a job, so that the second, which waited for it, starts.
        Assert.Equal(["00:01 Skipped", "00:02 Started"], Told(world).Take(2));
        Assert.Single(world.Jobs.Created);
    }

    [Theory]
    [InlineData(OverlapPolicy.Skip)]
    [InlineData(OverlapPolicy.Queue)]
    [InlineData(OverlapPolicy.Replace)]
    public async Task Restart_AfterManyTimesDuringALongJob_DoesNotStartAnother(OverlapPolicy policy)
    {
        using var world = new ScheduleWorld([Cron("* * * * *") with { Overlap = policy }]);
        await world.RunAsync(Minute * 10);
        Assert.Single(world.Jobs.Created);

        world.Restart();
        await world.RunAsync(Minute * 10);

        Assert.Single(world.Jobs.Created);
    }

    [Fact]
    public async Task Continuous_JobEndsWhileItsNextTimeIsBeingWritten_GoesOn()
    {
        using var world = new ScheduleWorld([Cron("") with { Kind = ScheduleKind.Continuous, Delay = TimeSpan.FromSeconds(10), Condition = "$true" }]);
        var asked = new TaskCompletionSource();
        world.Condition = async (_, _, _) =>
        {
            await asked.Task;
            return (true, null);
        };
        await world.PassAsync();
        world.Store.WhileClaiming = async () =>
        {
            var id = Assert.Single(world.Jobs.Created).Id;
            world.Jobs.End(id);
            world.Scheduler.JobEnded("s", id);
            await world.PassAsync();
        };

        asked.SetResult();
        await world.RunAsync(Minute);

        Assert.Equal(2, world.Jobs.Created.Count);
    }

    [Fact]
    public async Task Gone_AndBackSoon_DoesNotRepeatWhatIsTrimmed()
    {
        using var world = new ScheduleWorld([Cron("0 0 * * *") with { Misfire = MisfirePolicy.RunEach }]);
        await world.RunAsync(TimeSpan.FromDays(60));
        Assert.InRange(world.Store.Rows.Count, 28, 32);
        var declared = world.Current;

        world.Declare();
        await world.RunAsync(Minute);
        world.Current = declared;
        await world.RunAsync(Minute);

        Assert.Equal(60, world.Jobs.Created.Count);
    }

    [Fact]
    public async Task Gone_WhileNobodyServed_IsNewWhenItComesBack()
    {
        using var world = new ScheduleWorld([Cron("0 0 * * *") with { Misfire = MisfirePolicy.RunEach }]);
        await world.RunAsync(TimeSpan.FromDays(2));
        var declared = world.Current;
        world.Declare();
        world.Restart();
        await world.PassAsync();
        world.Advance(Minute * 11);
        await world.PassAsync();
        world.Advance(TimeSpan.FromDays(90));

        world.Current = declared;
        await world.PassAsync();
        await world.PassAsync();

        Assert.Equal(2, world.Jobs.Created.Count);
    }

    [Fact]
    public async Task Trim_Fails_SchedulesAreServedAllTheSame()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        world.Store.TrimFails = true;
        for (var i = 0; i <= 30; i++)
        {
            try
            {
                await world.PassAsync();
            }
            catch (DatabaseUnavailableException)
            {
                // The scheduler's grain tries again soon.
            }

            world.Advance(Minute);
        }

        Assert.Equal(30, world.Jobs.Created.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task JobEnds_OneWaits_ItStarts(bool told)
    {
        using var world = new ScheduleWorld([Cron("0 * * * *") with { Overlap = OverlapPolicy.Queue }]);
        await world.RunAsync(TimeSpan.FromMinutes(130));
        Assert.Equal(["01:00 Started", "02:00 Waiting"], Told(world));

        world.Restart();
        await world.PassAsync();
        world.Jobs.End(world.Jobs.Created[0].Id);
        // The word can be lost: then the table is asked within seconds.
        if (told) world.Scheduler.JobEnded("s", world.Jobs.Created[0].Id);
        world.Advance(told ? TimeSpan.Zero : TimeSpan.FromSeconds(16));
        await world.PassAsync();
        await world.PassAsync();

        Assert.Equal(["01:00 Started", "02:00 Started"], Told(world));
    }

    [Fact]
    public async Task Continuous_RunsAgainSomeTimeAfterEachEnd()
    {
        using var world = new ScheduleWorld([Cron("") with { Kind = ScheduleKind.Continuous, Delay = TimeSpan.FromSeconds(10) }]);
        await world.PassAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(i + 1, world.Jobs.Created.Count);
            world.Advance(TimeSpan.FromMinutes(3));
            await world.PassAsync();
            Assert.Equal(i + 1, world.Jobs.Created.Count);
            world.Jobs.End(world.Jobs.Created[i].Id);
            world.Scheduler.JobEnded("s", world.Jobs.Created[i].Id);
            if (i == 2) world.Restart();
            await world.RunAsync(TimeSpan.FromSeconds(9));
            Assert.Equal(i + 1, world.Jobs.Created.Count);
            await world.RunAsync(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(5, world.Jobs.Created.Count);
        // The next one stands there already.
        Assert.Equal(OccurrenceState.Waiting, world.Store.Rows.Last().State);
    }

    [Fact]
    public async Task Continuous_JobCannotBeCreated_TriesAgainAfterItsDelayAndNotAllTheTime()
    {
        using var world = new ScheduleWorld([Cron("") with { Kind = ScheduleKind.Continuous, Delay = TimeSpan.FromSeconds(10) }]);
        world.Jobs.Fault = "gone";
        await world.RunAsync(TimeSpan.FromSeconds(95));
        Assert.Equal(10, world.Store.Rows.Count(row => row.State == OccurrenceState.Failed));

        world.Jobs.Fault = null;
        await world.RunAsync(TimeSpan.FromSeconds(10));

        Assert.Single(world.Jobs.Created);
    }

    [Fact]
    public async Task OneTime_RunsOnce_AndNotWhenItIsPast()
    {
        var once = Cron("") with { Kind = ScheduleKind.OneTime, Cron = null, OneTime = Start.AddHours(1) };
        using var world = new ScheduleWorld([once, once with { Name = "past", OneTime = Start.AddHours(-1) }]);

        await world.RunAsync(TimeSpan.FromDays(3));

        Assert.Equal(["01:00 Started"], Told(world));
    }

    [Fact]
    public async Task RandomDelay_StartsWithinIt_AndIsNotDrawnAgainByTheNextNode()
    {
        using var world = new ScheduleWorld([Cron("0 * * * *") with { RandomDelay = true, Delay = TimeSpan.FromMinutes(30) }]);
        await world.RunAsync(TimeSpan.FromMinutes(60));
        var waiting = Assert.Single(world.Store.Rows);
        world.Restart();

        await world.RunAsync(TimeSpan.FromDays(2));

        Assert.Equal(waiting.StartAt, world.Jobs.Created[0].CreatedAt);
        var delays = world.Jobs.Created.Select(job => (job.CreatedAt - Start).TotalMinutes % 60).ToArray();
        Assert.InRange(delays.Length, 48, 49);
        Assert.All(delays, minutes => Assert.InRange(minutes, 0, 30));
        Assert.True(delays.Distinct().Count() > 40);
    }

    [Fact]
    public async Task Script_IsGone_ThatTimeFailsAndTheNextIsTried()
    {
        using var world = new ScheduleWorld([Cron("* * * * *")]);
        world.Jobs.Fault = "There is no script 's.ps1'.";
        var told = new List<string>();
        world.Scheduler.NotStarted += (schedule, reason) => told.Add($"{schedule.Name} {reason}");
        await world.RunAsync(Minute);
        world.Jobs.Fault = null;
        await world.RunAsync(Minute);

        Assert.Equal(["00:01 Failed", "00:02 Started"], Told(world));
        Assert.Equal("script: There is no script 's.ps1'.", world.Store.Rows.First().Reason);
        Assert.Equal(["s script: There is no script 's.ps1'."], told);
    }

    [Fact]
    public async Task Condition_DoesNotHold_IsPassedOver_FailsIsTold()
    {
        using var world = new ScheduleWorld([Cron("* * * * *") with { Condition = "$false" }]);
        await world.PassAsync();
        foreach (var answer in new (bool, string?)[] { (false, null), (false, "It threw."), (true, null) })
        {
            world.Condition = (_, _, _) => Task.FromResult(answer);
            await world.RunAsync(Minute);
        }

        Assert.Equal(["00:01 Skipped", "00:02 Failed", "00:03 Started"], Told(world));
        Assert.Equal("It threw.", world.Store.Rows.ElementAt(1).Reason);
    }

    [Fact]
    public async Task TenThousand_InOneMinute_EachHasOneJob()
    {
        using var world = new ScheduleWorld([.. Enumerable.Range(0, 10_000).Select(i => Cron("0 12 * * *", $"s{i}"))]);

        await world.RunAsync(TimeSpan.FromHours(12) + Minute);

        Assert.Equal(10_000, world.Jobs.Created.Select(job => job.Schedule).Distinct().Count());
        Assert.Equal(10_000, world.Jobs.Created.Count);
        Assert.All(world.Jobs.Created, job => Assert.Equal(Start.AddHours(12), job.CreatedAt));
    }
}
