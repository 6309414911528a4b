using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Schedules on real nodes: what they give to scripts, and that each time has one job whatever happens.</summary>
public sealed class ScheduleTests
{
    private const int Many = 1_000;
    private const string SchedulesFile = ".universal/schedules.ps1";
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Due_PowerShellScript_FindsItsParametersAndItsSchedule()
    {
        await using var cluster = await StartAsync(2, new()
        {
            ["hello.ps1"] = "param([string]$Who, [int]$Times) \"$Who $Times $($UASchedule.Name) $($UAScheduleId -eq $UASchedule.Id) $($UAJob.Schedule)\"",
            ["plain.sh"] = "echo \"plain $UNIVERSAL_PARAM_X\"",
            [SchedulesFile] = """
                New-PSUSchedule -Name 'Every two' -Script 'hello.ps1' -Cron '*/2 * * * * *' -Who 'Anna' -Times 3
                New-PSUSchedule -Name never -Script 'hello.ps1' -Cron '* * * * * *' -Condition { $UASchedule.Name -ne 'never' }
                New-PSUSchedule -Name asked -Script 'plain.sh' -Cron '* * * * * *' -Condition { $true } -OverlapPolicy Skip
                New-PSUSchedule -Name gone -Script 'nowhere.ps1' -Cron '* * * * * *'
                New-PSUSchedule -Name again -Script 'plain.sh' -Continuous -Delay 00:00:01
                New-PSUSchedule -Name paused -Script 'plain.sh' -Cron '* * * * * *' -Paused
                """,
        });
        var client = cluster.Clients[1];
        // All nodes must have read it by then.
        var once = TimeProvider.System.GetUtcNow().AddSeconds(40);
        cluster.WriteFile(".universal/more.ps1", string.Create(CultureInfo.InvariantCulture, $"New-PSUSchedule -Name once -Script 'plain.sh' -OneTime '{once:O}' -X 'ü'"));

        var two = await JobOfAsync(cluster, "schedule/Every two");
        Assert.Equal(["Anna 3 Every two True Every two"], await client.ReadTextAsync(two));
        Assert.Equal(["plain ü"], await client.ReadTextAsync(await JobOfAsync(cluster, "schedule/once", limit: TimeSpan.FromSeconds(90))));
        await JobOfAsync(cluster, "schedule/asked");
        await JobOfAsync(cluster, "schedule/again", 2);

        Assert.Equal("Its condition did not hold.", await ReasonAsync(client, "never", "Skipped"));
        Assert.Contains("There is no script 'nowhere.ps1'.", await ReasonAsync(client, "gone", "Failed"), StringComparison.Ordinal);
        Assert.Contains("Schedule gone was due and has no job", await client.Http.GetStringAsync("api/v1/notification"), StringComparison.Ordinal);
        Assert.Empty(await OccurrencesAsync(client, "paused"));
        Assert.Equal(0, await CountAsync(cluster, "SELECT count(*) FROM job WHERE origin = 'schedule/never'"));
    }

    [Fact]
    public async Task Pause_ThroughAnyNode_StopsIt_AndResumeGoesOn()
    {
        await using var cluster = await StartAsync(2, new()
        {
            ["plain.sh"] = "true",
            [SchedulesFile] = "New-PSUSchedule -Name each -Script 'plain.sh' -Cron '* * * * * *'",
        });
        var id = (await cluster.Clients[0].Http.GetFromJsonAsync<JsonElement>("api/v1/schedule"))[0].GetProperty("id").GetInt64();
        await JobOfAsync(cluster, "schedule/each");

        Assert.True((await PauseAsync(cluster.Clients[1], id, true)).GetProperty("paused").GetBoolean());
        var before = await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence");
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.InRange(await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence") - before, 0, 1);
        var next = await cluster.Clients[0].Http.GetFromJsonAsync<DateTimeOffset[]>($"api/v1/schedule/{id}/next");
        Assert.Equal(10, next!.Length);
        Assert.False((await PauseAsync(cluster.Clients[0], id, false)).GetProperty("paused").GetBoolean());
        await Eventually.IsTrueAsync("it runs again", TimeSpan.FromSeconds(10), async () => await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence") > before + 2);
        // Nothing of the pause is made up for.
        Assert.Equal(0, await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence WHERE reason IS NOT NULL"));
    }

    [Fact]
    public async Task ThousandAtOnce_TwoNodesKilledOverIt_EachTimeOneRowOneJob()
    {
        await using var cluster = await StartAsync(3, new() { ["plain.sh"] = "true" });
        var due = await DeclareManyAsync(cluster);
        // The node that serves the schedules goes first, as they come due, and the next one while it takes over.
        var serving = Serving(cluster);
        var second = (serving + 1) % 3;
        await UntilAsync(due + TimeSpan.FromMilliseconds(150));
        await cluster.Nodes[serving].KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await cluster.Nodes[second].KillAsync();

        await AssertOnceAsync(cluster, due);
    }

    [Fact]
    public async Task ThousandAtOnce_DatabaseDownOverIt_EachTimeOneRowOneJob()
    {
        await using var cluster = await StartAsync(3, new() { ["plain.sh"] = "true" });
        var due = await DeclareManyAsync(cluster);
        await UntilAsync(due - TimeSpan.FromSeconds(2));
        await cluster.Server!.StopImmediatelyAsync();
        await UntilAsync(due + TimeSpan.FromSeconds(8));
        await cluster.Server.StartServerAsync();

        await AssertOnceAsync(cluster, due);
    }

    [Fact]
    public async Task ThousandAtOnce_ServingNodeFrozenOverIt_EachTimeOneRowOneJob()
    {
        await using var cluster = await StartAsync(3, new() { ["plain.sh"] = "true" });
        var due = await DeclareManyAsync(cluster);
        var serving = Serving(cluster);
        await UntilAsync(due - TimeSpan.FromMilliseconds(200));
        await cluster.Nodes[serving].SuspendAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await cluster.Nodes[serving].ResumeAsync();

        await AssertOnceAsync(cluster, due);
    }

    // In the same second, which leaves the nodes time to read it, and some seconds to the test after that.
    private static async Task<DateTimeOffset> DeclareManyAsync(TestCluster cluster)
    {
        var soon = TimeProvider.System.GetUtcNow() + Lead;
        var due = soon.AddTicks(-(soon.Ticks % TimeSpan.TicksPerSecond));
        TimeSpan Left() => due - TimeSpan.FromSeconds(5) - TimeProvider.System.GetUtcNow();
        cluster.WriteFile(SchedulesFile, string.Join('\n', Enumerable.Range(0, Many).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"New-PSUSchedule -Name 'many {i}' -Script 'plain.sh' -Cron '{due.Second} {due.Minute} {due.Hour} * * *'"))));
        foreach (var client in cluster.Clients)
        {
            await Eventually.IsTrueAsync("the node has the schedules", Left(), async () =>
            {
                using var answer = await client.Http.GetAsync("api/v1/schedule?take=1");
                return answer.Headers.TryGetValues("X-Total-Count", out var total) && total.Single() == Many.ToString(CultureInfo.InvariantCulture);
            });
        }

        await Eventually.IsTrueAsync("the scheduler has them", Left(), async () => await CountAsync(cluster, "SELECT count(*) FROM schedule_state") == Many);
        Assert.True(Left() > TimeSpan.Zero, "the nodes took too long to read the schedules");
        return due;
    }

    private static async Task AssertOnceAsync(TestCluster cluster, DateTimeOffset due)
    {
        try
        {
            await Eventually.IsTrueAsync("every time was decided", TimeSpan.FromSeconds(60), async () =>
                await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence WHERE state = 10") == Many);
            // They run, and the many that wait need not be waited for.
            await Eventually.IsTrueAsync("jobs have ended", TimeSpan.FromSeconds(120), async () => await CountAsync(cluster, "SELECT count(*) FROM job WHERE final_state = 10") >= 20);
            Assert.Equal(Many, await CountAsync(cluster, "SELECT count(*) FROM schedule_occurrence"));
            Assert.Equal(Many, await CountAsync(cluster, "SELECT count(DISTINCT o.schedule) FROM schedule_occurrence AS o JOIN job AS j ON j.id = o.job_id AND j.origin = 'schedule/' || o.schedule"));
            Assert.Equal(Many, await CountAsync(cluster, "SELECT count(*) FROM job"));
            Assert.Equal(Many, await CountAsync(cluster, string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM schedule_occurrence WHERE due_at = '{due:O}'")));
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\n{await TellAsync(cluster)}\n{cluster.Logs(60)}", error);
        }
    }

    private static async Task<string> TellAsync(TestCluster cluster)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = source.CreateCommand("""
            SELECT 'occurrences in state ' || state || ': ' || count(*) || ' ' || coalesce(max(reason), '') FROM schedule_occurrence GROUP BY state
            UNION ALL SELECT 'jobs in state ' || state || ', attempt ' || attempt || ': ' || count(*) || ' ' || coalesce(max(reason), '') FROM job GROUP BY state, attempt
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var told = new List<string>();
        while (await rows.ReadAsync()) told.Add(rows.GetString(0));
        return string.Join('\n', told);
    }

    private static Task UntilAsync(DateTimeOffset at)
    {
        var left = at - TimeProvider.System.GetUtcNow();
        return left > TimeSpan.Zero ? Task.Delay(left) : Task.CompletedTask;
    }

    private static int Serving(TestCluster cluster) =>
        Enumerable.Range(0, cluster.Nodes.Count).First(i => cluster.Nodes[i].LogTail(100_000).Contains("This node serves the schedules", StringComparison.Ordinal));

    private static Task<TestCluster> StartAsync(int nodes, Dictionary<string, string> scripts) => TestCluster.StartAsync(new TestClusterOptions
    {
        Nodes = nodes,
        Scripts = scripts,
        Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Repository__RescanInterval"] = "00:00:02" },
    });

    private static async Task<long> JobOfAsync(TestCluster cluster, string origin, int count = 1, TimeSpan? limit = null)
    {
        var found = await Eventually.GetAsync($"job {count} of {origin}", limit ?? TimeSpan.FromSeconds(40), async () =>
            await CountAsync(cluster, $"SELECT count(*) FROM job WHERE origin = '{origin}' AND final_state = 10") >= count && await FindAsync(cluster, origin) is { } id ? new Box(id) : null);
        return found.Value;
    }

    // One that has ended: an earlier one may still run.
    private static async Task<long?> FindAsync(TestCluster cluster, string origin) =>
        await CountAsync(cluster, $"SELECT coalesce(min(id), 0) FROM job WHERE origin = '{origin}' AND final_state = 10") is var id and > 0 ? id : null;

    private static async Task<IReadOnlyList<JsonElement>> OccurrencesAsync(ApiClient client, string schedule)
    {
        var all = await client.Http.GetFromJsonAsync<JsonElement>("api/v1/schedule");
        var id = all.EnumerateArray().Single(one => one.GetProperty("name").GetString() == schedule).GetProperty("id").GetInt64();
        return [.. (await client.Http.GetFromJsonAsync<JsonElement>($"api/v1/schedule/{id}/occurrence")).EnumerateArray()];
    }

    // The newest one may still be open.
    private static Task<string> ReasonAsync(ApiClient client, string schedule, string status) => Eventually.GetAsync($"a time of {schedule} is {status}", TimeSpan.FromSeconds(20), async () =>
        (await OccurrencesAsync(client, schedule)).Where(one => one.GetProperty("status").GetString() == status).Select(one => one.GetProperty("reason").GetString()).FirstOrDefault());

    private static async Task<JsonElement> PauseAsync(ApiClient client, long id, bool paused)
    {
        using var answer = await client.Http.PostAsJsonAsync($"api/v1/schedule/{id}/paused", new { paused });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<long> CountAsync(TestCluster cluster, string sql)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
            await using var command = source.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            // It is down, or coming up.
            return -1;
        }
    }

    private sealed record Box(long Value);
}
