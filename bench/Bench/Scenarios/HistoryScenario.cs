using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>The same load with many finished jobs in the store.</summary>
public sealed class HistoryScenario : IScenario
{
    public string Key => "history";

    public IReadOnlyList<Variant> Variants => [Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var levels = run.Options.HistoryOf(run.System);
        // Smaller windows than those of the throughput: what they write stays in the store that is called empty.
        var jobs = Math.Max(run.Options.JobsOf(run.System) / 3, 1);
        // All on one cluster, so that nothing else differs.
        await using var cluster = await run.StartAsync(jobs);
        if (!cluster.Client.KeepsEndedJobs) return [.. levels.Select(level => (Rows.History(level), "keeps none"))];
        // The better of two: what is still cold in the first one must not make the full store look good.
        var empty = Math.Max(await MeasureAsync(), await MeasureAsync());
        List<(Row, string)> figures = [];
        var stored = 0;
        foreach (var level in levels)
        {
            await cluster.Client.SeedEndedAsync(level - stored, CancellationToken.None);
            stored = level;
            var full = await MeasureAsync();
            figures.Add((Rows.History(level), $"{Report.Number(full)} ({Report.Number(full / empty * 100)} %)"));
        }

        return figures;

        async Task<double> MeasureAsync()
        {
            await Load.WarmUpAsync(cluster);
            await cluster.SettleDatabaseAsync();
            return Statistics.Median(await Load.RunWindowsAsync(cluster, run.Options.Windows, jobs));
        }
    }
}
