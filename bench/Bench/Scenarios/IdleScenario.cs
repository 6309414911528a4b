using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>What a cluster without work asks of the database and of the processors.</summary>
public sealed class IdleScenario : IScenario
{
    // What the load left to do is no idleness.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public string Key => "idle";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var cluster = await run.StartAsync(1);
        await Load.WarmUpAsync(cluster);
        await Task.Delay(Pause);
        var before = await cluster.ReadCountersAsync();
        var cpuBefore = cluster.CpuTimes();
        await Task.Delay(run.Options.IdleTime);
        var cpu = cluster.CpuTimes() - cpuBefore;
        var after = await cluster.ReadCountersAsync() - before;
        var seconds = run.Options.IdleTime.TotalSeconds;
        return
        [
            (Rows.IdleStatements, after.Statements is { } statements ? Report.Number(statements / seconds) : "not counted"),
            (Rows.IdleCpu, Report.Number(cpu.All.TotalSeconds / seconds * 100)),
        ];
    }
}
