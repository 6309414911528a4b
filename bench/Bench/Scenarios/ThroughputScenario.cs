using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>No-op jobs from the first request to the last end, with what they cost.</summary>
public sealed class ThroughputScenario : IScenario
{
    // A PostgreSQL connection reports what it did after at most 10 s without work; the warm-up must be reported before it is subtracted.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(11);

    public string Key => "throughput";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var jobs = run.Options.JobsOf(run.System);
        await using var cluster = await run.StartAsync(jobs);
        await Load.WarmUpAsync(cluster);
        await Task.Delay(Pause);
        var countersBefore = await cluster.ReadCountersAsync();
        List<double> rates = [];
        List<CpuTimes> cpu = [];
        while (rates.Count < run.Options.Windows)
        {
            var cpuBefore = cluster.CpuTimes();
            rates.Add(jobs / (await Load.RunAsync(cluster, jobs)).TotalSeconds);
            cpu.Add(cluster.CpuTimes() - cpuBefore);
        }

        var counters = await cluster.EndAndReadCountersAsync() - countersBefore;
        var all = (double)jobs * rates.Count;
        return
        [
            (Rows.Cpu, Report.Number(Statistics.Median(cpu.Select(times => times.All.TotalSeconds)) / jobs * 1000)),
            (Rows.CpuWithoutClient, Report.Number(Statistics.Median(cpu.Select(times => times.WithoutClient.TotalSeconds)) / jobs * 1000)),
            (Rows.Database, $"{Report.Number(counters.Commits / all)} / {(counters.Statements is { } statements ? Report.Number(statements / all) : "not counted")}"),
            (Rows.Throughput, Report.Number(Statistics.Median(rates))),
        ];
    }
}
