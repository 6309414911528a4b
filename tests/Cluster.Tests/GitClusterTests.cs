using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Three nodes, each with a repository folder of its own, and a remote over smart HTTP.</summary>
public sealed class GitClusterTests : IAsyncLifetime
{
    private const string HookSecret = "hook secret";
    private GitHost _host = null!;
    private TestCluster _cluster = null!;

    private ApiClient Client => _cluster.Clients[0];

    public async ValueTask InitializeAsync()
    {
        _host = await GitHost.StartAsync();
        _host.Push(("say.ps1", "param([string] $Text = 'one') \"1 $Text\""), (".universal/scripts.ps1", "New-PSUScript -Name 'Say' -Path 'say.ps1'"));
        _cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Repository__CreateFolder"] = "true" },
            Configure = (settings, index) => settings with { RepositoryFolder = Path.Combine(settings.DataFolder, "repository") },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Push_IsLiveOnEveryNode_ByIntervalAndAtOnceByWebhook()
    {
        await SetAsync(new { interval = "00:00:02", syncBehavior = "OneWay" });
        await AllAtAsync(_host.Head);
        Assert.Equal(["1 a"], await RunAsync("a"));

        // By the interval.
        var commit = _host.Push(("say.ps1", "param($Text) \"2 $Text\""));
        await AllAtAsync(commit);
        Assert.Equal(["2 b"], await RunAsync("b"));

        // By webhook, which only its secret opens.
        await SetAsync(new { interval = "1.00:00:00", hookSecret = HookSecret });
        commit = _host.Push(("say.ps1", "param($Text) \"3 $Text\""));
        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("wrong"));
        Assert.Equal(HttpStatusCode.Accepted, await HookAsync(HookSecret));
        await AllAtAsync(commit);
        Assert.Equal(["3 c"], await RunAsync("c"));

        // What the remote decides is not edited here, and what was changed in a folder is replaced and told.
        Assert.Equal((HttpStatusCode.Conflict, "read_only"), await EditRefusedAsync());
        await File.WriteAllTextAsync(Path.Combine(_cluster.Nodes[1].Settings.RepositoryFolder, "say.ps1"), "'mine'");
        await SyncAsync();
        Assert.Contains("3 $Text", await File.ReadAllTextAsync(Path.Combine(_cluster.Nodes[1].Settings.RepositoryFolder, "say.ps1")));
        Assert.Contains(await HistoryAsync(), entry => entry.GetProperty("node").GetString() == "node2" && Detail(entry).Contains("say.ps1"));
    }

    [Fact]
    public async Task Remote_IsAwayOrRefuses_LastFilesServeAndItHealsByItself()
    {
        await SetAsync(new { interval = "00:00:01", timeout = "00:00:05" });
        await AllAtAsync(_host.Head);
        await _host.StopAsync();
        await StatusAsync(status => status.All(node => Outcome(node) == "RemoteUnreachable"));
        foreach (var node in _cluster.Nodes) await node.WaitForReasonAsync("RemoteUnreachable");
        await _cluster.Nodes[0].WaitForStatusAsync(HttpStatusCode.OK);
        Assert.Equal(["1 a"], await RunAsync("a"));

        await _host.ServeAsync();
        await AllAtAsync(_host.Push(("say.ps1", "param($Text) \"2 $Text\"")));
        Assert.Equal(["2 b"], await RunAsync("b"));

        await SetAsync(new { password = "wrong" });
        await StatusAsync(status => status.All(node => Outcome(node) == "AuthenticationFailed"));
        await SetAsync(new { password = GitHost.Password });
        await StatusAsync(status => status.All(node => Outcome(node) == "UpToDate"));
        // The status has it a moment earlier.
        foreach (var outcome in new[] { "RemoteUnreachable", "AuthenticationFailed", "Success", "UpToDate" })
            await Eventually.IsTrueAsync($"the history tells of {outcome}", TimeSpan.FromSeconds(20), async () => (await HistoryAsync()).Any(entry => Outcome(entry) == outcome));
    }

    [Fact]
    public async Task Edits_ThroughAnyNode_ArePublishedInTheirAuthorsNameAndLiveEverywhere()
    {
        await SetAsync(new { interval = "00:00:30", syncBehavior = "TwoWay" });
        await AllAtAsync(_host.Head);

        var edit = await EditAsync(1, new { files = new[] { new { path = "say.ps1", content = "param($Text) \"edited $Text\"" } } });
        Assert.Equal("Published", edit.GetProperty("state").GetString());
        Assert.Equal(_host.Head, edit.GetProperty("commit").GetString());
        Assert.Equal("admin Change say.ps1", _host.Ask("log", "-1", "--format=%an %s", "main"));
        await AllAtAsync(_host.Head);
        Assert.Equal(["edited a"], await RunAsync("a"));

        // A session: collected, compared, published in part, the rest given up.
        var open = Id(await EditAsync(0, new { message = "two files", publish = false, files = new[] { new { path = "a b.ps1", content = "'ä'" } } }));
        await SendAsync(HttpMethod.Put, $"git/edit/{open}/files", new { files = new object[] { new { path = "say.ps1", delete = true } } });
        var diff = await GetAsync($"git/edit/{open}/diff?path=say.ps1");
        Assert.Contains("-param($Text) \"edited $Text\"", diff.GetProperty("patch").GetString());
        await SendAsync(HttpMethod.Post, "git/edit/current/publish", new { paths = new[] { "a b.ps1" } });
        await NothingPendingAsync();
        Assert.Equal("'ä'", _host.Ask("show", "main:a b.ps1"));
        await SendAsync(HttpMethod.Post, "git/edit/current/discard", new { });
        Assert.Empty((await GetAsync("git/edit?unfinished=true")).EnumerateArray());
        Assert.Contains("say.ps1", _host.Ask("ls-tree", "--name-only", "main"));

        // A deletion leaves no empty file.
        await AllAtAsync(_host.Head);
        Assert.Equal("Published", (await EditAsync(1, new { files = new[] { new { path = "a b.ps1", delete = true } } })).GetProperty("state").GetString());
        Assert.DoesNotContain("a b.ps1", _host.Ask("ls-tree", "--name-only", "main"));

        // What somebody changes in a node's folder goes the same way.
        await AllAtAsync(_host.Head);
        await File.WriteAllTextAsync(Path.Combine(_cluster.Nodes[2].Settings.RepositoryFolder, "by hand.ps1"), "'by hand'");
        await SyncAsync();
        await Eventually.IsTrueAsync("the remote has it", TimeSpan.FromSeconds(30), async () =>
        {
            if (_host.Ask("log", "-1", "--format=%an", "main") == "node3") return true;
            await SyncAsync();
            return false;
        });
        await AllAtAsync(_host.Head);
        Assert.True(File.Exists(Path.Combine(_cluster.Nodes[0].Settings.RepositoryFolder, "by hand.ps1")));
    }

    [Fact]
    public async Task Schedule_ThroughRest_IsALineOfTheRepositoryAndComesIntoForce()
    {
        await SetAsync(new { interval = "00:00:30", syncBehavior = "TwoWay" });
        await AllAtAsync(_host.Head);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(HttpMethod.Post, "schedule", new { script = "say.ps1", cron = "0 0 31 2 *" }));

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Post, "schedule", new { name = "it's", script = "say.ps1", cron = "* * * * * *", parameters = new Dictionary<string, string> { ["Text"] = "a 'b'" } }));
        Assert.Equal("New-PSUSchedule -Name 'it''s' -Script 'say.ps1' -Cron '* * * * * *' -Parameters @{ 'Text' = 'a ''b''' }", _host.Ask("show", "main:.universal/schedules.ps1"));
        Assert.Equal("admin Add schedule it's", _host.Ask("log", "-1", "--format=%an %s", "main"));
        await AllAtAsync(_host.Head);
        var job = await Eventually.GetAsync("a job of it", TimeSpan.FromSeconds(30), async () =>
            (await GetAsync("job?take=5")).GetProperty("page").EnumerateArray().Where(job => job.TryGetProperty("schedule", out var name) && name.GetString() == "it's")
                .Select(job => job.GetProperty("id").GetRawText()).FirstOrDefault());
        await Client.WaitForFinalAsync(long.Parse(job, null));
        Assert.Equal(["1 a 'b'"], await Client.ReadTextAsync(long.Parse(job, null)));

        var schedule = (await GetAsync("schedule"))[0];
        Assert.Equal(HttpStatusCode.NoContent, await StatusOfAsync(HttpMethod.Delete, $"schedule/{schedule.GetProperty("id").GetInt64()}", null));
        await AllAtAsync(_host.Head);
        Assert.Equal("", _host.Ask("show", "main:.universal/schedules.ps1"));
        await Eventually.IsTrueAsync("it is gone", TimeSpan.FromSeconds(20), async () => (await GetAsync("schedule")).GetArrayLength() == 0);
    }

    [Fact]
    public async Task Schedules_PostedInARow_AreBothLinesOfTheFile()
    {
        await SetAsync(new { interval = "1.00:00:00", syncBehavior = "TwoWay" });
        await AllAtAsync(_host.Head);

        // Each puts its line at the end of the file as the node has it, which does not have the first yet when the second comes.
        foreach (var name in new[] { "one", "two" })
        {
            using var answer = await Client.Http.PostAsJsonAsync("api/v1/schedule", new { name, script = "say.ps1", everyDay = true });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await NothingPendingAsync();
        Assert.Equal("New-PSUSchedule -Name 'one' -Script 'say.ps1' -EveryDay\nNew-PSUSchedule -Name 'two' -Script 'say.ps1' -EveryDay", _host.Ask("show", "main:.universal/schedules.ps1"));
        Assert.Empty((await GetAsync("git/edit?unfinished=true")).EnumerateArray());
    }

    [Fact]
    public async Task Trigger_ThroughRest_IsALineOfTheRepositoryAndComesIntoForce()
    {
        const string File = "main:.universal/triggers.ps1";
        await SetAsync(new { interval = "00:00:30", syncBehavior = "TwoWay" });
        await AllAtAsync(_host.Head);
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Post, "trigger", new { name = "it's", eventType = "JobFailed", triggerScript = "say.ps1" }));
        await AllAtAsync(_host.Head);
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Post, "trigger", new { name = "hook", eventType = "JobFailed", url = "http://127.0.0.1:9/" }));
        Assert.Equal("New-PSUTrigger -Name 'it''s' -EventType 'JobFailed' -TriggerScript 'say.ps1'\nNew-PSUTrigger -Name 'hook' -EventType 'JobFailed' -Url 'http://127.0.0.1:9/'", _host.Ask("show", File));
        await AllAtAsync(_host.Head);
        await Eventually.IsTrueAsync("they are in force", TimeSpan.FromSeconds(20), async () => (await GetAsync("trigger")).GetArrayLength() == 2);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync(HttpMethod.Post, "trigger", new { name = "IT'S", eventType = "JobFailed", triggerScript = "say.ps1" }));

        var ids = (await GetAsync("trigger")).EnumerateArray().ToDictionary(trigger => trigger.GetProperty("name").GetString()!, trigger => trigger.GetProperty("id").GetInt64());
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(HttpMethod.Put, $"trigger/{ids["it's"]}", new { eventType = "JobCompleted", condition = "$Job.Script -eq 'none'" }));
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync(HttpMethod.Put, $"trigger/{ids["hook"]}", new { delay = 3 }));
        Assert.StartsWith("New-PSUTrigger -Name 'it''s' -EventType 'JobCompleted' -TriggerScript 'say.ps1' -Condition ([scriptblock]::Create('$Job.Script -eq ''none'''))\nNew-PSUTrigger -Name 'hook'", _host.Ask("show", File));
        Assert.Equal("admin Change trigger it's", _host.Ask("log", "-1", "--format=%an %s", "main"));
        await AllAtAsync(_host.Head);

        Assert.Equal(HttpStatusCode.NoContent, await StatusOfAsync(HttpMethod.Delete, $"trigger/{ids["hook"]}", null));
        await AllAtAsync(_host.Head);
        await Eventually.IsTrueAsync("it is gone", TimeSpan.FromSeconds(20), async () =>
            (await GetAsync("trigger")).EnumerateArray().Select(trigger => trigger.GetProperty("eventType").GetString()).SequenceEqual(["JobCompleted"]));
    }

    [Fact]
    public async Task Conflict_IsShownAndResolvedInPlace()
    {
        await SetAsync(new { interval = "1.00:00:00", syncBehavior = "TwoWay" });
        var before = _host.Head;
        await AllAtAsync(before);
        _host.Push(("say.ps1", "'from a desk'"), ("other.ps1", "'other'"));

        var edit = await EditAsync(0, new { files = new[] { new { path = "say.ps1", content = "'from here'", @base = before }, new { path = "new.ps1", content = "'new'", @base = before } } });
        Assert.Equal("Conflict", edit.GetProperty("state").GetString());
        var conflict = Assert.Single(edit.GetProperty("conflicts").EnumerateArray());
        Assert.Equal(("'from here'", "'from a desk'"), (conflict.GetProperty("mine").GetString(), conflict.GetProperty("theirs").GetString()));
        Assert.DoesNotContain("new.ps1", _host.Ask("ls-tree", "--name-only", "main"));

        edit = await TriedAsync(await SendAsync(HttpMethod.Post, $"git/edit/{Id(edit)}/resolve", new { path = "say.ps1", choice = "Content", content = "'from both'" }));
        Assert.Equal("Published", edit.GetProperty("state").GetString());
        Assert.Equal("'from both'", _host.Ask("show", "main:say.ps1"));
        Assert.Equal("'other'", _host.Ask("show", "main:other.ps1"));
        Assert.Equal("'new'", _host.Ask("show", "main:new.ps1"));
    }

    [Fact]
    public async Task Kill_WriterInTheMiddleOfAPush_LosesNoEditAndPublishesItOnce()
    {
        await SetAsync(new { interval = "00:00:01", syncBehavior = "TwoWay" });
        await AllAtAsync(_host.Head);
        // The remote has taken all of the push and thinks about it.
        var pushing = Path.Combine(_host.Bare, "pushing");
        _host.SetHook($"cat >/dev/null; touch '{pushing}'; while [ -e '{pushing}' ]; do sleep 0.1; done");
        var edits = Task.WhenAll(Enumerable.Range(1, 5).Select(n =>
            SendAsync(HttpMethod.Post, "git/edit", new { files = new[] { new { path = $"edit{n}.ps1", content = $"'{n}'" } } }, n % 2)));
        await Eventually.IsTrueAsync("the push has begun", TimeSpan.FromSeconds(20), () => File.Exists(pushing));
        var writer = (await GetAsync("git/status")).EnumerateArray().Single(node => node.GetProperty("writer").GetBoolean()).GetProperty("node").GetString();
        var index = _cluster.Nodes.Select(node => node.Settings.Name).ToList().IndexOf(writer!);

        await _cluster.Nodes[index].KillAsync();
        _host.SetHook(null);
        File.Delete(pushing);
        await Task.WhenAny(edits, Task.Delay(TimeSpan.FromSeconds(10)));

        var other = _cluster.Clients[index == 0 ? 1 : 0];
        await Eventually.IsTrueAsync("every edit is published", TimeSpan.FromSeconds(30), async () =>
        {
            using var answer = await other.Http.GetAsync("api/v1/git/edit?unfinished=true");
            return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength() == 0;
        });
        var subjects = _host.Ask("log", "--format=%s", "main").Split('\n');
        // Those whose request died before it was stored were answered with an error; all that were stored are there once.
        Assert.Equal(subjects.Length, subjects.Distinct().Count());
        var stored = (await other.Http.GetFromJsonAsync<JsonElement>("api/v1/git/edit")).EnumerateArray().ToArray();
        Assert.NotEmpty(stored);
        Assert.All(stored, edit => Assert.Contains($"Add {edit.GetProperty("files")[0].GetProperty("path").GetString()}", subjects.Select(subject => subject.Replace("Change ", "Add "))));
    }

    [Fact]
    public async Task Job_IsPinnedToTheCommitOfItsCreation()
    {
        await SetAsync(new { interval = "1.00:00:00" });
        await AllAtAsync(_host.Head);
        await SendAsync(HttpMethod.Post, "computer/node2/maintenance", new { enabled = true });
        var job = await Client.CreateJobAsync("Say", new { Text = "pinned" }, more: ("computer", "node2"));
        var commit = _host.Push(("say.ps1", "param($Text) \"2 $Text\""));
        await SyncAsync();
        await AllAtAsync(commit);
        await SendAsync(HttpMethod.Post, "computer/node2/maintenance", new { enabled = false });

        Assert.Equal(JobState.Completed, (await Client.WaitForFinalAsync(job.Id)).Status);
        Assert.Equal(["1 pinned"], await Client.ReadTextAsync(job.Id));
        Assert.Equal(["2 now"], await RunAsync("now"));
    }

    [Fact]
    public async Task Node_StartedWhileTheRemoteIsAway_ServesOnceItHasTheRepository()
    {
        await _host.StopAsync();
        var settings = _cluster.Nodes[0].Settings;
        var more = new Dictionary<string, string?>(settings.Overrides)
        {
            ["UNIVERSAL_Git__Remote"] = _host.Url,
            ["UNIVERSAL_Git__User"] = GitHost.User,
            ["UNIVERSAL_Git__Secret"] = GitHost.Password,
            ["UNIVERSAL_Git__Interval"] = "00:00:01",
        };
        await using var node = NodeProcess.Start(new NodeSettings
        {
            Name = "late",
            Engine = settings.Engine,
            ConnectionString = settings.ConnectionString,
            DataFolder = Path.Combine(settings.DataFolder, "late"),
            RepositoryFolder = Path.Combine(settings.DataFolder, "late", "repository"),
            Overrides = more,
        });
        await node.WaitForReasonAsync("RemoteUnreachable");
        await node.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable);
        await _host.ServeAsync();
        await node.WaitForStatusAsync(HttpStatusCode.OK);
        Assert.True(File.Exists(Path.Combine(node.Settings.RepositoryFolder, "say.ps1")));
    }

    private Task<JsonElement> SetAsync(object settings)
    {
        var body = JsonSerializer.SerializeToNode(settings)!.AsObject();
        body["remote"] = _host.Url;
        body.TryAdd("userName", GitHost.User);
        body.TryAdd("password", GitHost.Password);
        return SendAsync(HttpMethod.Put, "git/settings", body);
    }

    private Task<JsonElement> SyncAsync() => SendAsync(HttpMethod.Post, "git/sync", new { });

    private async Task<JsonElement> EditAsync(int client, object body) => await TriedAsync(await SendAsync(HttpMethod.Post, "git/edit", body, client));

    private async Task<JsonElement> TriedAsync(JsonElement edit)
    {
        await NothingPendingAsync();
        return await GetAsync($"git/edit/{Id(edit)}");
    }

    // A call waits some seconds for the remote; an edit that takes longer is answered as pending and goes on by itself.
    private Task NothingPendingAsync() => Eventually.IsTrueAsync("every edit was tried", TimeSpan.FromSeconds(60), async () =>
        (await GetAsync("git/edit?unfinished=true")).EnumerateArray().All(edit => edit.GetProperty("state").GetString() != "Pending"));

    private async Task<(HttpStatusCode, string?)> EditRefusedAsync()
    {
        using var answer = await Client.Http.PostAsJsonAsync("api/v1/git/edit", new { files = new[] { new { path = "a.ps1", content = "" } } });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private async Task<HttpStatusCode> HookAsync(string secret)
    {
        var body = """{"ref":"refs/heads/main"}"""u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_cluster.Nodes[2].Settings.Url, "api/v1/git/hook")) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var stranger = new HttpClient();
        using var answer = await stranger.SendAsync(request);
        return answer.StatusCode;
    }

    private Task AllAtAsync(string commit) =>
        StatusAsync(status => status.Count(node => node.GetProperty("commit").GetString() == commit) == 3);

    private async Task StatusAsync(Func<JsonElement[], bool> wanted)
    {
        var last = "";
        var watch = Stopwatch.StartNew();
        try
        {
            await Eventually.IsTrueAsync("the nodes' repositories", TimeSpan.FromSeconds(30), async () =>
            {
                var status = await GetAsync("git/status");
                last = status.ToString();
                return wanted([.. status.EnumerateArray()]);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"After {watch.Elapsed.TotalSeconds:0.0} s: {last}\n{_cluster.Logs(15)}");
        }
    }

    private async Task<JsonElement[]> HistoryAsync() => [.. (await GetAsync("git/history")).EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path) => await Client.Http.GetFromJsonAsync<JsonElement>("api/v1/" + path);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object body, int client = 0)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = JsonContent.Create(body) };
        using var answer = await _cluster.Clients[client].Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The answer's code, when the remote has what was declared.</summary>
    private async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Client.Http.SendAsync(request);
        await NothingPendingAsync();
        return answer.StatusCode;
    }

    private async Task<IReadOnlyList<string>> RunAsync(string text)
    {
        var job = await Client.CreateJobAsync("Say", new { Text = text });
        Assert.Equal(JobState.Completed, (await Client.WaitForFinalAsync(job.Id)).Status);
        return await Client.ReadTextAsync(job.Id);
    }

    private static long Id(JsonElement edit) => edit.GetProperty("id").GetInt64();

    private static string? Outcome(JsonElement node) => node.GetProperty("outcome").GetString();

    private static string Detail(JsonElement entry) => entry.GetProperty("detail").GetString() ?? "";
}
