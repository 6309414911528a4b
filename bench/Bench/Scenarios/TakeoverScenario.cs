using System.Diagnostics;
using System.Globalization;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>The worker that runs a job is killed, again and again: how long until the job's body starts again on another one.</summary>
public sealed class TakeoverScenario : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>Whether other jobs wait in the queue when the worker is killed.</summary>
    public bool BehindBacklog { get; init; }

    public string Key => BehindBacklog ? "backlog" : "takeover";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var options = run.Options;
        var row = BehindBacklog ? Rows.TakeoverBehind(options.Backlog) : Rows.Takeover;
        var rounds = options.RoundsOf(run.System);
        // So many are running and wait for the gate; the others are queued.
        var others = BehindBacklog ? options.Backlog + (options.Workers * options.Slots) : 0;
        await using var cluster = await run.StartAsync(rounds * (1 + others));
        var random = new Random(1);
        List<double> times = [];
        var leastWaiting = int.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var slot = round * (1 + others);
            cluster.Recorder.GateIsOpen = false;
            await cluster.Client.EnqueueAsync(JobBody.Hold, slot, CancellationToken.None);
            await cluster.WaitAsync("the job runs", Limit, () => cluster.Recorder.Read(slot).Starts == 1);
            await Parallel.ForAsync(slot + 1, slot + 1 + others, new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (other, cancellationToken) => await cluster.Client.EnqueueAsync(JobBody.Short, other, cancellationToken));
            // A heartbeat or two of the job's own, as any job of some length has had; at no fixed phase of it.
            await Task.Delay(Settled + TimeSpan.FromMilliseconds(random.Next(1000)));

            var worker = cluster.WorkerOf(cluster.Recorder.Read(slot).ProcessId);
            var killed = Stopwatch.GetTimestamp();
            await cluster.KillAsync(worker);
            cluster.Recorder.GateIsOpen = true;
            try
            {
                await cluster.WaitAsync("the job runs again", options.TakeoverCap, () => cluster.Recorder.Read(slot).Starts >= 2);
            }
            catch (TimeoutException)
            {
                return [(row, $"over {options.TakeoverCap.TotalSeconds:0}, not waited for longer (n = {round + 1})")];
            }

            leastWaiting = Math.Min(leastWaiting, Enumerable.Range(slot + 1, others).Count(other => cluster.Recorder.Read(other).Starts == 0));
            times.Add(Stopwatch.GetElapsedTime(killed, cluster.Recorder.Read(slot).Timestamp).TotalSeconds);
            Console.Error.WriteLine($"{run.System.Title}, {run.Variant}, {Key}, round {round + 1}: {Report.Number(times[^1])} s");
            if (round + 1 == rounds) break;
            await Eventually.IsTrueAsync("the store says that all have ended", Limit, () => cluster.Client.AllEndedAsync(CancellationToken.None));
            await cluster.StartAgainAsync(worker.Settings);
        }

        var figures = ((double[])[0.5, 0.95, 1]).Select(quantile => Report.Number(Statistics.Quantile(times, quantile)));
        var waiting = BehindBacklog ? string.Create(CultureInfo.InvariantCulture, $", at least {leastWaiting:N0} others still waiting") : "";
        return [(row, $"{string.Join(" / ", figures)} (n = {times.Count}{waiting})")];
    }
}
