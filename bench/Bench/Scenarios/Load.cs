using System.Diagnostics;
using Bench.Measuring;
using Bench.Running;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>Asks for many no-op jobs at once and waits for the last one.</summary>
internal static class Load
{
    private const int Callers = 16;
    private const int WarmUpAtOnce = 256;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs jobs on the first slots.</summary>
    /// <returns>Time from the first request until the store says that the last job has ended.</returns>
    public static async Task<TimeSpan> RunAsync(BenchCluster cluster, int count)
    {
        var before = cluster.Recorder.Ended;
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (slot, cancellationToken) => await cluster.Client.EnqueueAsync(JobBody.Noop, slot, cancellationToken));
        await EndAsync(cluster, before + count);
        return watch.Elapsed;
    }

    /// <summary>Several loads, one after the other.</summary>
    /// <returns>Jobs per second of each.</returns>
    public static async Task<IReadOnlyList<double>> RunWindowsAsync(BenchCluster cluster, int windows, int count)
    {
        List<double> rates = [];
        while (rates.Count < windows) rates.Add(count / (await RunAsync(cluster, count)).TotalSeconds);
        return rates;
    }

    /// <summary>
    /// Keeps the system busy for 5 s from the first job that ended, so that what is measured afterwards runs compiled code on open connections.
    /// </summary>
    public static async Task WarmUpAsync(BenchCluster cluster)
    {
        var before = cluster.Recorder.Ended;
        long requested = 0;
        var first = new Stopwatch();
        await Parallel.ForAsync(0, Callers, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (_, cancellationToken) =>
        {
            while (first.Elapsed < WarmUpTime)
            {
                var ended = cluster.Recorder.Ended - before;
                if (ended > 0) first.Start();
                if (Interlocked.Read(ref requested) - ended >= WarmUpAtOnce)
                {
                    await Task.Delay(Pause, cancellationToken);
                    continue;
                }

                Interlocked.Increment(ref requested);
                await cluster.Client.EnqueueAsync(JobBody.Noop, 0, cancellationToken);
            }
        });
        await EndAsync(cluster, before + requested);
    }

    private static async Task EndAsync(BenchCluster cluster, long ended)
    {
        await cluster.WaitAsync("the jobs have run", Limit, () => cluster.Recorder.Ended >= ended);
        await Eventually.IsTrueAsync("the store says that all have ended", Limit, () => cluster.Client.AllEndedAsync(CancellationToken.None));
    }
}
