using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>A worker stands still while it runs jobs, longer than the others wait for it, and then wakes: which jobs ran, or ended, twice.</summary>
public sealed class StallScenario : IScenario
{
    private const int JobsPerWorker = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // Then the jobs have 0.5 to 9.5 s to go.
    private static readonly TimeSpan BeforeStall = TimeSpan.FromSeconds(2);

    // Long enough for every copy that runs when the worker wakes, and for the recording of its end.
    private static readonly TimeSpan AfterStall = (2 * JobBodies.LongestTime) + TimeSpan.FromSeconds(10);

    public string Key => "stall";

    public IReadOnlyList<Variant> Variants => [Variant.Default, Variant.Fastest];

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run) =>
        [await RunAsync(run, JobBody.Deaf), await RunAsync(run, JobBody.Long)];

    private static async Task<(Row Row, string Value)> RunAsync(ScenarioRun run, JobBody body)
    {
        var jobs = JobsPerWorker * run.Options.Workers;
        await using var cluster = await run.StartAsync(jobs);
        var recorder = cluster.Recorder;
        var keepsEnds = cluster.Client.KeepsEndedJobs;
        if (keepsEnds) await cluster.Client.WatchEndsAsync(CancellationToken.None);
        for (var slot = 0; slot < jobs; slot++) await cluster.Client.EnqueueAsync(body, slot, CancellationToken.None);
        await cluster.WaitAsync("all jobs run", Limit, () => Slots().All(slot => recorder.Read(slot).Starts > 0));
        recorder.GateIsOpen = true;
        await Task.Delay(BeforeStall);

        var stalled = Slots().GroupBy(slot => recorder.Read(slot).ProcessId).MaxBy(slots => slots.Count())!;
        var worker = cluster.WorkerOf(stalled.Key);
        var held = stalled.ToArray();
        cluster.Release(worker);
        worker.Suspend();
        await Eventually.IsTrueAsync("the worker stands still", Limit, () => ProcessTable.Find(worker.ProcessId)?.State == 'T');
        await Task.Delay(run.Options.StallTime);
        worker.Resume();
        await Task.Delay(AfterStall);
        await cluster.WaitAsync("every job has run to its end", Limit, () => Slots().All(slot => recorder.Ends(slot) > 0));
        await Eventually.IsTrueAsync("the store says that all have ended", Limit, () => cluster.Client.AllEndedAsync(CancellationToken.None));

        var twice = Slots().Count(slot => recorder.Ends(slot) > 1);
        var again = held.Count(slot => recorder.Read(slot).Starts > 1);
        var recorded = "keeps none";
        if (keepsEnds)
        {
            var ends = await cluster.Client.CountEndsAsync(CancellationToken.None);
            if (ends.Ended != jobs) throw new InvalidOperationException($"{ends.Ended} of {jobs} jobs were recorded as ended.");
            recorded = $"{ends.EndedTwice}";
        }

        var fate = worker.HasExited ? "the stalled process ended itself" : "the stalled process went on";
        return (Rows.Stall(run.Options.StallTime, heeding: body == JobBody.Long), $"{twice} / {recorded} of {held.Length} (started again: {again}; {fate})");

        IEnumerable<int> Slots() => Enumerable.Range(0, jobs);
    }
}
