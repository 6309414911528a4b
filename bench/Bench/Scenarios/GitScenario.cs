using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bench.Running;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>
/// Three nodes and a remote over smart HTTP: how long until a pushed commit is in force on all of them, by interval and by webhook, what a look at a
/// remote without news costs, and what it costs to read a large configuration.
/// </summary>
public sealed class GitScenario : IScenario
{
    private const int Rounds = 4;
    private const int Declarations = 1_000;
    private const string HookSecret = "bench";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);
    // A node that has just been told to do something new compiles it first.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public string Key => "git";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var host = await GitHost.StartAsync();
        host.Push(("say.ps1", "'0'"), (".universal/scripts.ps1", "New-PSUScript -Name Say -Path say.ps1"));
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 3,
            Server = run.Postgres,
            Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Repository__CreateFolder"] = "true" },
            Configure = (settings, _) => settings with { RepositoryFolder = Path.Combine(settings.DataFolder, "repository") },
        });
        var client = cluster.Clients[0].Http;
        await SetAsync(client, host, "Automatic", Interval);
        await LiveAsync(client, host.Head);
        var byInterval = await PushesAsync(client, host, _ => Task.CompletedTask);
        await SetAsync(client, host, "Automatic", TimeSpan.FromDays(1));
        var byHook = await PushesAsync(client, host, _ => HookAsync(cluster.Nodes[1].Settings.Url));

        var still = await CpuAsync(cluster);
        await SetAsync(client, host, "Automatic", TimeSpan.FromSeconds(1));
        var asking = await CpuAsync(cluster);
        var fetch = (asking - still).TotalMilliseconds / Watched.TotalSeconds / cluster.Nodes.Count;
        return
        [
            (Rows.GitInterval(Interval), $"{Report.Number(byInterval.Max())} (n = {Rounds})"),
            (Rows.GitHook, $"{Report.Number(byHook.Max())} (n = {Rounds})"),
            (Rows.GitFetch, Report.Number(fetch)),
            (Rows.Configuration(Declarations), Report.Number(await ConfigurationAsync())),
        ];
    }

    private static async Task<List<double>> PushesAsync(HttpClient client, GitHost host, Func<string, Task> tell)
    {
        List<double> times = [];
        while (times.Count < Rounds)
        {
            var commit = host.Push(("say.ps1", $"'{Guid.NewGuid()}'"));
            var pushed = Stopwatch.GetTimestamp();
            await tell(commit);
            await LiveAsync(client, commit);
            times.Add(Stopwatch.GetElapsedTime(pushed).TotalSeconds);
        }

        return times;
    }

    private static Task LiveAsync(HttpClient client, string commit) => Eventually.IsTrueAsync("the commit is on every node", Limit, async () =>
        (await client.GetFromJsonAsync<JsonElement>("api/v1/git/status")).EnumerateArray().Count(node => node.GetProperty("commit").GetString() == commit) == 3);

    private static async Task SetAsync(HttpClient client, GitHost host, string mode, TimeSpan interval)
    {
        using var answer = await client.PutAsJsonAsync("api/v1/git/settings", new
        {
            remote = host.Url, userName = GitHost.User, password = GitHost.Password, hookSecret = HookSecret, mode, interval,
        });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task HookAsync(Uri node)
    {
        var body = "{}"u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, "api/v1/git/hook")) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(HookSecret), body)));
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<TimeSpan> CpuAsync(TestCluster cluster)
    {
        await Task.Delay(Settled);
        var before = Sum(cluster);
        await Task.Delay(Watched);
        return Sum(cluster) - before;
    }

    private static TimeSpan Sum(TestCluster cluster) =>
        cluster.Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + ProcessTable.Find(node.ProcessId)!.CpuTime);

    // Of children that have ended: their own time is gone with them.
    private static TimeSpan Children() => ProcessTable.Find(Environment.ProcessId)!.CpuTime - Environment.CpuUsage.TotalTime;

    // The process that reads a configuration, from its start to its end.
    private static async Task<double> ConfigurationAsync()
    {
        var folder = Directory.CreateTempSubdirectory("universal-bench-");
        try
        {
            var lines = Enumerable.Range(0, Declarations).Select(n => $"New-PSUScript -Name 'Script {n}' -Path 'scripts/{n}.ps1' -Description 'number {n}' -TimeOut 5");
            Directory.CreateDirectory(Path.Combine(folder.FullName, ".universal"));
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, ".universal", "scripts.ps1"), lines);
            List<double> times = [];
            while (times.Count < Rounds)
            {
                var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "scripthost", "Universal.ScriptHost"), ["configuration", folder.FullName])
                {
                    RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                };
                var before = Children();
                using var process = Process.Start(start)!;
                await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                times.Add((Children() - before).TotalSeconds);
            }

            return times.Order().ElementAt(Rounds / 2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
