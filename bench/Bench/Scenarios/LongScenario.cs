using System.Globalization;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>A job that takes long on a cluster where nothing happens: how many copies of it are started.</summary>
public sealed class LongScenario : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Key => "long";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var cluster = await run.StartAsync(1);
        await cluster.Client.EnqueueAsync(JobBody.Hold, 0, CancellationToken.None);
        await cluster.WaitAsync("the job runs", Limit, () => cluster.Recorder.Read(0).Starts > 0);
        await Task.Delay(run.Options.LongTime);
        return [(Rows.LongJob, string.Create(CultureInfo.InvariantCulture, $"{cluster.Recorder.Read(0).Starts} in {run.Options.LongTime.TotalMinutes:0} min"))];
    }
}
