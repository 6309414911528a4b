using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Triggers and webhooks on real nodes.</summary>
public sealed class TriggerTests
{
    [Fact]
    public async Task Events_StartTheirScripts_OnceEachAndNotThemselves()
    {
        await using var cluster = await StartAsync(
            """
            New-PSUTrigger -Name Done -EventType JobCompleted -Script work.ps1 -TriggerScript done.ps1 -Condition { $Job.Status -eq 'Completed' -and $Job.Parameters.Count -eq 3 }
            New-PSUTrigger -Name Failed -EventType JobFailed -TriggerScript failed.sh
            New-PSUTrigger -Name Unmet -EventType JobCompleted -TriggerScript unmet.sh -Condition { $Job.Status -eq 'Nothing' }
            New-PSUTrigger -Name Broken -EventType JobCompleted -TriggerScript unmet.sh -Condition { throw 'no' }
            New-PSUTrigger -Name Self -EventType JobCompleted -Script self.sh -TriggerScript self.sh
            New-PSUTrigger -Name Loop -EventType JobCompleted -Script loop.sh -TriggerScript loop.sh -Recursive
            New-PSUTrigger -Name Nested -EventType JobCompleted -Script nested.ps1 -TriggerScript nest.ps1
            New-PSUTrigger -Name Later -EventType JobStarted -Script later.sh -TriggerScript late.sh -Delay 4
            New-PSUTrigger -Name Started -EventType ServerStarted -TriggerScript started.ps1
            New-PSUTrigger -Name Login -EventType NewUserLogin -TriggerScript login.ps1
            """,
            new Dictionary<string, string>
            {
                ["work.ps1"] = "param([int] $Count) \"worked\"",
                ["done.ps1"] = "param($Job, [string] $EventType) \"$($Job.Id) $($Job.Status) $($Job.ScriptFullPath) $($Job.Parameters.Count) $EventType $($UAJob.Trigger) $(Get-PSUJobPipelineOutput -Job (Get-PSUJob -Id $Job.Id))\"",
                ["bad.sh"] = "exit 4",
                ["failed.sh"] = "echo \"$UNIVERSAL_PARAM_EVENTTYPE $UNIVERSAL_PARAM_TRIGGER $UNIVERSAL_PARAM_JOB\"",
                ["unmet.sh"] = "echo never",
                ["self.sh"] = "echo self",
                ["loop.sh"] = "echo loop",
                ["nested.ps1"] = "'nested'",
                ["nest.ps1"] = "Invoke-PSUScript -Name nested.ps1 | Wait-PSUJob | Out-Null; 'nested'",
                ["later.sh"] = "echo later",
                ["late.sh"] = "echo late",
                ["started.ps1"] = "param($Data) $Data.ComputerName",
                ["login.ps1"] = "param($User) \"$($User.Name) $($User.Roles -join ',')\"",
            },
            ("Triggers__MaxDepth", "3"));
        var client = cluster.Clients[0];

        var work = await client.CreateJobAsync("work.ps1", new { Count = 3 });
        var done = await EndedAsync(client, "done.ps1");
        Assert.Equal([$"{work.Id} Completed work.ps1 3 JobCompleted Done worked"], await client.ReadTextAsync(done.Id));
        var bad = await client.CreateJobAsync("bad.sh");
        var failed = Assert.Single(await client.ReadTextAsync((await EndedAsync(client, "failed.sh")).Id));
        Assert.StartsWith("JobFailed Failed {", failed);
        Assert.Contains($"\"id\":{bad.Id},", failed);
        Assert.Contains("\"exitCode\":4", failed);

        await client.CreateJobAsync("self.sh");
        await client.CreateJobAsync("loop.sh");
        await client.CreateJobAsync("nested.ps1");
        var later = await client.CreateJobAsync("later.sh");
        // The last of the loop is the fourth: one by hand and three in a row by the trigger.
        await UntilCountAsync(client, "loop.sh", 4);
        await UntilCountAsync(client, "self.sh", 2);
        await UntilCountAsync(client, "nested.ps1", 2);
        var late = await EndedAsync(client, "late.sh");
        Assert.True(late.StartTime - later.CreatedTime >= TimeSpan.FromSeconds(3), $"{later.CreatedTime:O} {late.StartTime:O}");
        Assert.Equal(["node1", "node2"], (await Task.WhenAll((await UntilCountAsync(client, "started.ps1", 2)).Select(async job => (await client.ReadTextAsync(job.Id)).Single()))).Order());
        var login = await UntilCountAsync(client, "login.ps1", 1);
        Assert.Equal(["admin Administrator"], await client.ReadTextAsync(login[0].Id));

        // Nothing is left that could start more.
        await UntilIdleAsync(client);
        Assert.Equal(
            [("done.ps1", 1), ("failed.sh", 1), ("late.sh", 1), ("login.ps1", 1), ("loop.sh", 4), ("nest.ps1", 1), ("nested.ps1", 2), ("self.sh", 2), ("started.ps1", 2)],
            (await JobsAsync(client)).Where(job => job.Script is not ("work.ps1" or "bad.sh" or "later.sh")).CountBy(job => job.Script).OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (item.Key, item.Value)));
        var triggers = await client.Http.GetFromJsonAsync<JsonElement>("api/v1/trigger");
        Assert.Equal(10, triggers.GetArrayLength());
    }

    [Fact]
    public async Task Kill_NodeThatStoredTheEndOfAJobAndToldNobody_ItsTriggerRunsOnce()
    {
        await using var cluster = await StartAsync(
            "New-PSUTrigger -Name Done -EventType JobCompleted -Script work.sh -TriggerScript done.sh",
            new Dictionary<string, string> { ["work.sh"] = "echo worked", ["done.sh"] = "echo \"$UNIVERSAL_PARAM_JOB\"" });
        var client = cluster.Clients[0];
        await EndedAsync(client, (await client.CreateJobAsync("work.sh")).Id);
        await UntilCountAsync(client, "done.sh", 1);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
        // One that ended before the trigger was declared, one that ended just now on a node which died before it could tell.
        await using (var insert = database.CreateCommand("""
            INSERT INTO job (id, script, environment, state, final_state, attempt, node, target, priority, retained, created_at, started_at, ended_at, retries_used, version)
            SELECT id, 'work.sh', 'bash', 10, 10, 1, 'node2', 'any', 0, false, ended, ended, ended, 0, 3
            FROM (VALUES (900001, now() - interval '9 minutes'), (900002, now())) AS jobs (id, ended)
            """))
        {
            await insert.ExecuteNonQueryAsync();
        }

        await cluster.Nodes[1].KillAsync();

        var jobs = await UntilCountAsync(client, "done.sh", 2);
        Assert.Contains("\"id\":900002,", Assert.Single(await client.ReadTextAsync(jobs.Max(job => job.Id))));
        // Told again by a node that starts, nothing comes of it.
        await cluster.RestartAsync(1);
        await cluster.Nodes[1].KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4));
        await UntilIdleAsync(client);
        Assert.Equal(2, (await JobsAsync(client)).Count(job => job.Script == "done.sh"));
    }

    [Fact]
    public async Task Webhook_ThatIsRefusedTwice_ArrivesSignedAndOnceAlsoWhenANodeDies()
    {
        await using var receiver = new Receiver(failures: 2);
        await using var cluster = await StartAsync(
            $$"""
            New-PSUTrigger -Name Hook -EventType JobFailed -Url '{{receiver.Address}}hook?token=hidden' -Secret (ConvertTo-SecureString 'key' -AsPlainText -Force) -Header @{ 'X-Key' = 'k' }
            """,
            new Dictionary<string, string> { ["bad.sh"] = "exit 4" });
        var client = cluster.Clients[0];

        var bad = await client.CreateJobAsync("bad.sh", new { Password = "not-for-strangers" });
        await Eventually.IsTrueAsync("a first attempt", TimeSpan.FromSeconds(40), () => !receiver.Requests.IsEmpty);
        await cluster.Nodes[1].KillAsync();
        await Eventually.IsTrueAsync("the third attempt", TimeSpan.FromSeconds(60), () => receiver.Requests.Count >= 3);

        var hook = (await client.Http.GetFromJsonAsync<JsonElement>("api/v1/trigger"))[0];
        Assert.DoesNotContain("hidden", hook.GetRawText());
        var path = $"api/v1/trigger/{hook.GetProperty("id").GetInt64()}/delivery";
        var delivery = await Eventually.GetAsync("the delivery", TimeSpan.FromSeconds(20), async () =>
            (await client.Http.GetFromJsonAsync<JsonElement>(path)).EnumerateArray().Where(found => found.GetProperty("status").GetString() == "Delivered").Select(found => found.GetRawText()).SingleOrDefault());
        Assert.DoesNotContain("hidden", delivery);
        var requests = receiver.Requests.ToArray();
        Assert.Equal(3, requests.Length);
        Assert.Single(requests.Select(request => request.Delivery).Distinct());
        Assert.All(requests, request =>
        {
            Assert.Equal(("JobFailed", "k", "/hook?token=hidden"), (request.Event, request.Key, request.Path));
            var (time, signature) = request.Signature.Split(',') is [var t, var v] ? (t[2..], v[3..]) : throw new FormatException(request.Signature);
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes($"{time}.{request.Body}"))), signature);
            Assert.Equal(bad.Id, JsonDocument.Parse(request.Body).RootElement.GetProperty("job").GetProperty("id").GetInt64());
            Assert.DoesNotContain("not-for-strangers", request.Body);
        });
    }

    private static Task<TestCluster> StartAsync(string triggers, Dictionary<string, string> scripts, params (string Name, string Value)[] overrides)
    {
        scripts[".universal/triggers.ps1"] = triggers;
        return TestCluster.StartAsync(new TestClusterOptions { Scripts = scripts, StartLimit = TimeSpan.FromSeconds(120), Overrides = overrides.ToDictionary(item => item.Name, item => (string?)item.Value) });
    }

    private static Task<JobView> EndedAsync(ApiClient client, long id) => client.WaitForFinalAsync(id, TimeSpan.FromSeconds(60));

    private static async Task<JobView> EndedAsync(ApiClient client, string script) => await EndedAsync(client, (await UntilCountAsync(client, script, 1))[0].Id);

    private static Task<(long Id, string Script, string Status)[]> UntilCountAsync(ApiClient client, string script, int count) =>
        Eventually.GetAsync($"{count} ended jobs of {script}", TimeSpan.FromSeconds(90), async () =>
        {
            var found = (await JobsAsync(client)).Where(job => job.Script == script && job.Status == "Completed").ToArray();
            return found.Length >= count ? found : null;
        })!;

    private static Task UntilIdleAsync(ApiClient client) => Eventually.GetAsync("no job runs", TimeSpan.FromSeconds(60), async () =>
    {
        // What a trigger has to do follows at once; a condition takes a process.
        await Task.Delay(TimeSpan.FromSeconds(3));
        return (await JobsAsync(client)).All(job => job.Status is "Completed" or "Failed") ? "idle" : null;
    });

    private static async Task<(long Id, string Script, string Status)[]> JobsAsync(ApiClient client)
    {
        var page = await client.Http.GetFromJsonAsync<JsonElement>("api/v1/job?take=500");
        return [.. page.GetProperty("page").EnumerateArray().Select(job => (job.GetProperty("id").GetInt64(), job.GetProperty("scriptFullPath").GetString()!, job.GetProperty("status").GetString()!))];
    }

    /// <summary>Takes webhooks, after it has refused some.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _loop;
        private int _failures;

        public Receiver(int failures)
        {
            _failures = failures;
            Address = $"http://127.0.0.1:{FreePort.Take()}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _loop = TakeAsync();
        }

        public string Address { get; }

        public ConcurrentQueue<(string? Delivery, string? Event, string Signature, string? Key, string Path, string Body)> Requests { get; } = new();

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _loop;
        }

        private async Task TakeAsync()
        {
            try
            {
                while (true) await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }

        private async Task AnswerAsync(HttpListenerContext context)
        {
            try
            {
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var headers = context.Request.Headers;
                Requests.Enqueue((
                    headers["X-Universal-Delivery"], headers["X-Universal-Event"], headers["X-Universal-Signature"] ?? "", headers["X-Key"], context.Request.RawUrl!, await reader.ReadToEndAsync()));
                context.Response.StatusCode = _failures-- > 0 ? 503 : 204;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Who asked was killed.
            }
        }
    }
}
