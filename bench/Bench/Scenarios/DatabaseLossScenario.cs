using System.Diagnostics;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;

namespace Bench.Scenarios;

/// <summary>The database crashes under jobs and comes back: how long until a job that is asked for then has its body run, and whether all others end.</summary>
public sealed class DatabaseLossScenario : IScenario
{
    private const int Rounds = 5;
    private const int JobsPerRound = 200;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public string Key => "database";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var cluster = await run.StartAsync(Rounds * (JobsPerRound + 1));
        cluster.Recorder.GateIsOpen = true;
        List<double> times = [];
        var slot = 0;
        for (var round = 0; round < Rounds; round++)
        {
            // So many run or wait, and some are still being asked for, when it crashes.
            var first = slot;
            var load = Parallel.ForAsync(first, first + JobsPerRound, new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (other, cancellationToken) => await cluster.Client.EnqueueAsync(JobBody.Short, other, cancellationToken));
            await cluster.WaitAsync("jobs end", Limit, () => cluster.Recorder.Ends(first) > 0);
            await run.Postgres.StopImmediatelyAsync();
            await Task.Delay(Away);
            await run.Postgres.StartServerAsync();
            var returned = Stopwatch.GetTimestamp();
            slot += JobsPerRound;
            var asked = slot++;
            await cluster.Client.EnqueueAsync(JobBody.Short, asked, CancellationToken.None);
            await cluster.WaitAsync("the job runs", Limit, () => cluster.Recorder.Read(asked).Starts > 0);
            times.Add(Stopwatch.GetElapsedTime(returned, cluster.Recorder.Read(asked).Timestamp).TotalSeconds);
            await load;
            await cluster.WaitAsync("every job has run", Limit, () => Enumerable.Range(first, slot - first).All(other => cluster.Recorder.Ends(other) > 0));
        }

        return [(Rows.DatabaseLoss, $"{Report.Number(times.Max())} (n = {times.Count})")];
    }
}
