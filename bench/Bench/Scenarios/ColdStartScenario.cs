using System.Diagnostics;
using System.Net;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>All nodes are killed together and started again together: how long until every one of them answers its status with 200.</summary>
public sealed class ColdStartScenario : IScenario
{
    private const int Rounds = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    public string Key => "coldstart";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var cluster = await run.StartAsync(1);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        List<double> times = [];
        while (times.Count < Rounds)
        {
            await Task.Delay(Settled);
            var killed = cluster.Workers.ToArray();
            await Task.WhenAll(killed.Select(cluster.KillAsync));
            var started = Stopwatch.GetTimestamp();
            foreach (var worker in killed) cluster.StartAgain(worker.Settings);
            foreach (var worker in killed)
                await cluster.WaitAsync("the node is ready", Limit, async () => await AnswersAsync(http, worker.Settings.Node.HttpPort));
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return [(Rows.ColdStart, $"{Report.Number(times.Max())} (n = {times.Count})")];
    }

    private static async Task<bool> AnswersAsync(HttpClient http, int port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/v1/status"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
