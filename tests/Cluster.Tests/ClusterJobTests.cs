using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Three healthy nodes that tests share.</summary>
[CollectionDefinition(nameof(HealthyCluster))]
public sealed class HealthyClusterTests : ICollectionFixture<HealthyCluster>;

/// <summary>Three healthy nodes on PostgreSQL.</summary>
public sealed class HealthyCluster : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync(new TestClusterOptions
    {
        Nodes = 3,
        Configure = (settings, index) => index < 2 ? settings : settings with
        {
            Tags = ["gpu"],
            Overrides = new Dictionary<string, string?>(settings.Overrides) { ["UNIVERSAL_ScriptHosts__Environments__graphics__Command"] = "bash" },
        },
        Overrides = new Dictionary<string, string?>
        {
            ["UNIVERSAL_Jobs__CancelGrace"] = "00:00:01",
            ["UNIVERSAL_Jobs__MaxOutputBytes"] = "65536",
            ["UNIVERSAL_Jobs__UnroutableDeadline"] = "00:00:03",
        },
        Scripts = new Dictionary<string, string>
        {
            ["where.sh"] = "echo \"$UNIVERSAL_NODE\"",
            ["env.sh"] = "echo \"$UNIVERSAL_JOB_ID $UNIVERSAL_ATTEMPT $UNIVERSAL_URL ${#UNIVERSAL_TOKEN} $PWD\"; env | grep -c -E 'Database|PSUDefault' || true",
            ["sleep.sh"] = "echo begun; sleep ${UNIVERSAL_PARAM_SECONDS:-600}",
            ["stubborn.sh"] = "trap '' TERM; echo ready; while true; do sleep 1; done",
            ["flaky.sh"] = "echo \"try $UNIVERSAL_ATTEMPT\"; [ \"$UNIVERSAL_ATTEMPT\" -ge 3 ]",
            ["fails.sh"] = "exit 7",
            ["endless.sh"] = "for i in $(seq 200000); do echo \"line $i 0123456789012345678901234567890123456789\"; done; echo never kept",
            ["single.sh"] = "echo $UNIVERSAL_JOB_ID begin $(date +%s%N) >> \"$UNIVERSAL_PARAM_LEDGER\"; sleep ${UNIVERSAL_PARAM_SECONDS:-0.2}; echo $UNIVERSAL_JOB_ID end $(date +%s%N) >> \"$UNIVERSAL_PARAM_LEDGER\"",
            ["ask.ps1"] = "$name = Read-Host 'Name?'; Write-Output \"Hello $name\"",
            ["typed.sh"] = "echo \"$UNIVERSAL_PARAMETERS\"",
            ["child.py"] = """
                import json, os, urllib.request
                request = urllib.request.Request(os.environ['UNIVERSAL_URL'] + '/api/v1/script/path/where.sh', data=b'{}', method='POST',
                    headers={'Authorization': 'Bearer ' + os.environ['UNIVERSAL_TOKEN'], 'Content-Type': 'application/json'})
                print(json.loads(urllib.request.urlopen(request).read()))
                """,
            [".universal/scripts.json"] = """
                [
                  {"path":"flaky.sh","retries":3,"retryDelay":"00:00:00.2"},
                  {"path":"single.sh","maxConcurrent":1},
                  {"path":"typed.sh","parameters":[{"name":"Count","type":"integer","required":true},{"name":"Color","allowedValues":["red","green"],"default":"red"}]}
                ]
                """,
        },
    });

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>What jobs promise, on three nodes and through REST.</summary>
[Collection(nameof(HealthyCluster))]
public sealed class ClusterJobTests(HealthyCluster healthy)
{
    private readonly TestCluster _cluster = healthy.Cluster;

    private ApiClient Client => _cluster.Clients[0];

    [Theory]
    [InlineData("node2", "node2")]
    [InlineData("tags:gpu", "node3")]
    [InlineData("tags:gpu,linux", "node3")]
    public async Task Create_ForANodeOrTags_RunsThere(string computer, string node)
    {
        var job = await Client.CreateJobAsync("where.sh", more: ("computer", computer));
        var ended = await _cluster.Clients[2].WaitForFinalAsync(job.Id);
        Assert.Equal((JobState.Completed, node), (ended.Status, ended.ComputerName));
        Assert.Equal([node], await _cluster.Clients[1].ReadTextAsync(job.Id));
    }

    [Fact]
    public async Task Create_UnknownEnvironment_IsRefusedAndNamesThoseThatThereAre()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Client.CreateJobAsync("where.sh", more: ("environment", "PowerShel")));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("There are: Agent, bash, graphics, ", refused.Message, StringComparison.Ordinal);
        // Only node3 has it.
        var job = await Client.CreateJobAsync("where.sh", more: [("environment", "graphics"), ("computer", "node3")]);
        Assert.Equal(JobState.Completed, (await Client.WaitForFinalAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Create_ForAllNodes_HasAChildEach()
    {
        var parent = await Client.CreateJobAsync("where.sh", more: ("computer", "All computers"));
        var ended = await Client.WaitForFinalAsync(parent.Id);
        Assert.Equal(JobState.Completed, ended.Status);
        using var children = JsonDocument.Parse(await _cluster.Clients[1].Http.GetStringAsync($"api/v1/job/{parent.Id}/children"));
        var nodes = children.RootElement.GetProperty("page").EnumerateArray().Select(child => child.GetProperty("computerName").GetString()).Order();
        Assert.Equal(["node1", "node2", "node3"], nodes);
    }

    [Fact]
    public async Task Run_Script_FindsItsVariablesAndNoSecrets()
    {
        var job = await Client.CreateJobAsync("env.sh");
        await Client.WaitForFinalAsync(job.Id);
        var text = await Client.ReadTextAsync(job.Id);
        var words = text[0].Split(' ');
        Assert.Equal([$"{job.Id}", "1"], words[..2]);
        Assert.StartsWith("http://127.0.0.1:", words[2], StringComparison.Ordinal);
        Assert.True(int.Parse(words[3], null) > 50);
        Assert.EndsWith($"jobs/{job.Id}/1", words[4], StringComparison.Ordinal);
        Assert.Equal("0", text[1]);
        Assert.False(Directory.Exists(words[4]), "the working folder stays behind");
    }

    [Theory]
    [InlineData("sleep.sh")]
    [InlineData("stubborn.sh")]
    public async Task Cancel_FromAnotherNode_EndsWithTheProcessesGone(string script)
    {
        var job = await Client.CreateJobAsync(script, more: ("computer", "node3"));
        await Eventually.IsTrueAsync("it writes", TimeSpan.FromSeconds(20), async () => (await Client.ReadOutputAsync(job.Id)).Count > 0);
        await _cluster.Clients[1].CancelJobAsync(job.Id);
        await _cluster.Clients[1].CancelJobAsync(job.Id);
        var ended = await Client.WaitForFinalAsync(job.Id);
        Assert.Equal(JobState.Canceled, ended.Status);
        Assert.Contains("admin", ended.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(ProcessTable.WithMarker(_cluster.Nodes[2].Marker),
            process => Environment(process).Contains($"UNIVERSAL_JOB_ID={job.Id}\0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_Queued_IsCanceledAtOnce()
    {
        var job = await Client.CreateJobAsync("single.sh", new { Ledger = "/dev/null", Seconds = "60" }, null, ("computer", "node1"));
        await Client.WaitForStateAsync(job.Id, JobState.Running);
        var blocked = await Client.CreateJobAsync("single.sh", new { Ledger = "/dev/null" }, null, ("computer", "node1"), ("priority", -5));
        await _cluster.Clients[1].CancelJobAsync(blocked.Id);
        var canceled = await Client.GetJobAsync(blocked.Id);
        // First, so that it leaves its slot to other tests whatever became of this one.
        await Client.CancelJobAsync(job.Id);
        Assert.Equal(JobState.Canceled, canceled!.Status);
        Assert.Equal(JobState.Canceled, (await Client.WaitForFinalAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Run_FailingScript_IsRetriedAndThenEnds()
    {
        var flaky = await Client.CreateJobAsync("flaky.sh");
        var fails = await Client.CreateJobAsync("fails.sh");
        var ended = await Client.WaitForFinalAsync(flaky.Id);
        Assert.Equal((JobState.Completed, 3), (ended.Status, ended.Attempt));
        Assert.Equal(["try 1", "try 2", "try 3"], await Client.ReadTextAsync(flaky.Id));
        var failed = await Client.WaitForFinalAsync(fails.Id);
        Assert.Equal((JobState.Failed, 7), (failed.Status, failed.ExitCode));
    }

    [Fact]
    public async Task Run_OverItsTime_IsTimedOut()
    {
        var job = await Client.CreateJobAsync("stubborn.sh", more: ("timeout", "00:00:01"));
        Assert.Equal(JobState.TimedOut, (await Client.WaitForFinalAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Run_MoreOutputThanAllowed_IsMarkedAndTheScriptGoesOn()
    {
        var job = await Client.CreateJobAsync("endless.sh");
        var ended = await Client.WaitForFinalAsync(job.Id, TimeSpan.FromMinutes(1));
        Assert.Equal(JobState.Completed, ended.Status);
        var records = await Client.ReadOutputAsync(job.Id);
        Assert.Equal(OutputStream.System, records[^1].Stream);
        Assert.InRange(records.Sum(record => record.Text.Length), 60_000, 66_000);
    }

    [Fact]
    public async Task Run_ScriptWithALimit_NeverOverlapsInTheCluster()
    {
        var ledger = Path.GetTempFileName();
        try
        {
            var jobs = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => _cluster.Clients[i % 3].CreateJobAsync("single.sh", new { Ledger = ledger })));
            foreach (var job in jobs) await Client.WaitForFinalAsync(job.Id, TimeSpan.FromMinutes(1));
            var events = File.ReadAllLines(ledger).Select(line => line.Split(' ')).OrderBy(line => long.Parse(line[2], null)).ToArray();
            Assert.Equal(18, events.Length);
            for (var i = 0; i < events.Length; i += 2) Assert.Equal((events[i][0], "begin", "end"), (events[i + 1][0], events[i][1], events[i + 1][1]));
        }
        finally
        {
            File.Delete(ledger);
        }
    }

    [Fact]
    public async Task Ask_AnsweredOnAnotherNode_GoesOn()
    {
        var job = await Client.CreateJobAsync("ask.ps1", more: ("computer", "node1"));
        await _cluster.Clients[2].WaitForStateAsync(job.Id, JobState.WaitingOnFeedback);
        using var questions = JsonDocument.Parse(await _cluster.Clients[2].Http.GetStringAsync($"api/v1/job/{job.Id}/feedback"));
        var question = questions.RootElement.EnumerateArray().Single();
        using var answer = await _cluster.Clients[2].Http.PostAsJsonAsync(
            $"api/v1/job/{job.Id}/feedback", new { id = question.GetProperty("id").GetInt32(), response = "Ada" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(JobState.Completed, (await Client.WaitForFinalAsync(job.Id)).Status);
        Assert.Contains("Hello Ada", await Client.ReadTextAsync(job.Id));
    }

    [Fact]
    public async Task Create_ByAJob_IsItsChild()
    {
        var job = await Client.CreateJobAsync("child.py");
        Assert.Equal(JobState.Completed, (await Client.WaitForFinalAsync(job.Id)).Status);
        var child = long.Parse((await Client.ReadTextAsync(job.Id)).Single(), null);
        Assert.Equal(job.Id, (await Client.WaitForFinalAsync(child)).ParentJobId);
    }

    [Fact]
    public async Task Create_SameKeyTwice_GivesTheSameJob()
    {
        var jobs = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _cluster.Clients[i % 3].CreateJobAsync("where.sh", null, "the same key")));
        Assert.Single(jobs.Select(job => job.Id).Distinct());
    }

    [Theory]
    [InlineData("typed.sh", "{}", "parameters.Count")]
    [InlineData("typed.sh", """{"Count":"many"}""", "parameters.Count")]
    [InlineData("typed.sh", """{"Count":1,"Color":"blue"}""", "parameters.Color")]
    [InlineData("typed.sh", """{"Count":1,"Size":2}""", "parameters.Size")]
    public async Task Create_WrongParameter_SaysWhich(string script, string parameters, string field)
    {
        using var answer = await Client.Http.PostAsync(
            "api/v1/job", JsonContent.Create(new { script, parameters = JsonSerializer.Deserialize<JsonElement>(parameters) }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node9")]
    [InlineData("tags:quantum")]
    public async Task Create_ForAnUnknownNodeOrTag_IsRefused(string computer)
    {
        using var answer = await Client.Http.PostAsync("api/v1/job", JsonContent.Create(new { script = "where.sh", computer }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("../secret.sh")]
    [InlineData("%2e%2e%2fsecret.sh")]
    [InlineData(".universal/scripts.json")]
    [InlineData("nowhere.sh")]
    public async Task Run_PathThatIsNoScript_IsNotFound(string path)
    {
        using var answer = await Client.Http.PostAsync($"api/v1/script/path/{path}", JsonContent.Create(new { }));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Maintenance_SetOnAnotherNode_KeepsNewJobsAwayUntilItEnds()
    {
        var running = await Client.CreateJobAsync("sleep.sh", new { Seconds = "3" }, null, ("computer", "node2"));
        await Client.WaitForStateAsync(running.Id, JobState.Running);
        using (var on = await _cluster.Clients[2].Http.PostAsJsonAsync("api/v1/computer/node2/maintenance", new { enabled = true }))
            Assert.True(on.IsSuccessStatusCode, await on.Content.ReadAsStringAsync());
        using (var status = await _cluster.Clients[1].Http.GetAsync("api/v1/status")) Assert.Equal(HttpStatusCode.ServiceUnavailable, status.StatusCode);

        var waiting = await Client.CreateJobAsync("where.sh", more: ("computer", "node2"));
        var elsewhere = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.CreateJobAsync("where.sh")));
        foreach (var job in elsewhere) Assert.NotEqual("node2", (await Client.WaitForFinalAsync(job.Id)).ComputerName);
        Assert.Equal((JobState.Completed, 1), (await Client.WaitForFinalAsync(running.Id) is var ended ? (ended.Status, ended.Attempt) : default));
        var said = await Client.WaitForJobAsync(waiting.Id, "a reason", job => job.Reason is not null);
        Assert.Contains("node2", said.Reason, StringComparison.Ordinal);

        using (await _cluster.Clients[0].Http.PostAsJsonAsync("api/v1/computer/node2/maintenance", new { enabled = false })) { }
        await _cluster.Nodes[1].WaitForStatusAsync(HttpStatusCode.OK);
        // It waited for its node, unless the deadline of three seconds came first.
        Assert.True((await Client.WaitForFinalAsync(waiting.Id)).Status is JobState.Completed or JobState.Failed);
        Assert.Equal("node2", (await Client.WaitForFinalAsync((await Client.CreateJobAsync("where.sh", more: ("computer", "node2"))).Id)).ComputerName);
    }

    [Fact]
    public async Task Follow_FromAnotherNode_SeesOutputLiveAndResumes()
    {
        var job = await Client.CreateJobAsync("flaky.sh", more: ("computer", "node3"));
        var seen = new List<string>();
        string? lastId = null;
        await foreach (var (id, name, data) in EventsAsync(_cluster.Clients[0], job.Id, null))
        {
            if (name != "output") continue;
            lastId = id;
            seen.Add(data);
            break;
        }

        await foreach (var (_, name, data) in EventsAsync(_cluster.Clients[1], job.Id, lastId))
        {
            if (name == "end") break;
            if (name == "output") seen.Add(data);
        }

        Assert.Equal(3, seen.Count);
        for (var i = 0; i < 3; i++) Assert.Contains($"try {i + 1}", seen[i], StringComparison.Ordinal);
    }

    private static string Environment(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async IAsyncEnumerable<(string? Id, string Name, string Data)> EventsAsync(ApiClient client, long jobId, string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/job/{jobId}/output/live");
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        using var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
            yield return (item.EventId, item.EventType, item.Data);
    }
}
