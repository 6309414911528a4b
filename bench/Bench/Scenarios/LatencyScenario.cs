using System.Diagnostics;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>Time from the request for a job to the first line of its body, on a cluster that does nothing else.</summary>
public sealed class LatencyScenario : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public string Key => "latency";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var jobs = run.Options.LatencyJobsOf(run.System);
        await using var cluster = await run.StartAsync(1);
        await Load.WarmUpAsync(cluster);
        await Task.Delay(Pause);
        var random = new Random(1);
        List<double> p50 = [], p99 = [];
        while (p50.Count < run.Options.Windows)
        {
            List<double> times = [];
            while (times.Count < jobs)
            {
                // At no fixed phase of a system's polling.
                await Task.Delay(random.Next(100, 1100));
                times.Add((await RunOneAsync(cluster)).TotalMilliseconds);
            }

            p50.Add(Statistics.Quantile(times, 0.5));
            p99.Add(Statistics.Quantile(times, 0.99));
        }

        return [(Rows.Latency, $"{Report.Number(Statistics.Median(p50))} / {Report.Number(Statistics.Median(p99))} (n = {p50.Count} x {jobs})")];
    }

    private static async Task<TimeSpan> RunOneAsync(BenchCluster cluster)
    {
        var ended = cluster.Recorder.Ended;
        var requested = Stopwatch.GetTimestamp();
        await cluster.Client.EnqueueAsync(JobBody.Noop, 0, CancellationToken.None);
        await cluster.WaitAsync("the job has run", Limit, () => cluster.Recorder.Ended > ended);
        return Stopwatch.GetElapsedTime(requested, cluster.Recorder.Read(0).Timestamp);
    }
}
