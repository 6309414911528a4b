using System.Diagnostics;
using System.Globalization;
using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Universal.Cache;
using Universal.Silo.Hosting;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>Two nodes on PostgreSQL, one of them in this process, which reads and sets as code of a job's node does.</summary>
public sealed class CacheScenario : IScenario
{
    private const int Keys = 10;
    private const int Readings = 50_000;
    private const int Callers = 64;
    private const int Sets = 20_000;
    private const int Steps = 5_000;
    private const int LockRounds = 300;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);

    public string Key => "cache";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var options = new TestClusterOptions { Nodes = 1, Server = run.Postgres };
        await using var cluster = await TestCluster.StartAsync(options);
        await using var node = await StartNodeAsync(cluster, options.SecretKey!);
        var grains = node.Services.GetRequiredService<IGrainFactory>();
        var cache = grains.GetGrain<ICacheGrain>(0);
        var distributed = node.Services.GetRequiredService<IDistributedCache>();
        for (var n = 0; n < Keys; n++)
        {
            await cache.Set(new CacheWrite($"hot {n}", "a value of some length, as a script keeps it"));
            await cache.Set(new CacheWrite($"cold {n}", "the same", SlidingExpiration: TimeSpan.FromHours(1)));
            await distributed.SetAsync($"hot {n}", new byte[100]);
        }

        var hot = await ReadAsync(n => cache.Get($"hot {n}"));
        var byInterface = await ReadAsync(n => distributed.GetAsync($"hot {n}"));
        var cold = await ReadAsync(n => cache.Get($"cold {n}"));
        var set = await RateAsync(Sets, n => cache.Set(new CacheWrite($"key {n}", "value")));
        var persisted = await RateAsync(Sets, n => cache.Set(new CacheWrite($"kept {n}", "value", Persist: true)));
        var counted = await RateAsync(Steps, _ => cache.Increment(new CacheIncrement("counter")));
        var kept = await RateAsync(Steps / 10, _ => cache.Increment(new CacheIncrement("kept counter", Persist: true)));
        var locks = await LockAsync(grains);
        await node.StopAsync();
        return
        [
            (Rows.CacheHot, hot), (Rows.CacheDistributed, byInterface), (Rows.CacheCold, cold), (Rows.CacheSet, Report.Number(set)),
            (Rows.CachePersist, Report.Number(persisted)), (Rows.CacheCounter, $"{Report.Number(counted)} / {Report.Number(kept)}"), (Rows.CacheLock, locks),
        ];
    }

    private static async Task<WebApplication> StartNodeAsync(TestCluster cluster, string secretKey)
    {
        var folder = Path.Combine(Path.GetDirectoryName(cluster.RepositoryFolder)!, "bench");
        var builder = UniversalNode.CreateBuilder(
        [
            "--Node:Name=bench", $"--Node:SiloPort={FreePort.Take()}", $"--Node:DataFolder={folder}",
            $"--Repository:Path={cluster.RepositoryFolder}", "--Database:Engine=PostgreSql", $"--Database:ConnectionString={cluster.ConnectionString}",
            $"--urls=http://127.0.0.1:{FreePort.Take()}", $"--Secrets:Key={secretKey}", "--Logging:LogLevel:Default=Warning",
        ]);
        var app = builder.Build();
        app.MapNode();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> ReadAsync<T>(Func<int, Task<T>> read)
    {
        // Compiled, and lent.
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Warm;) await read(watch.Elapsed.Milliseconds % Keys);
        var times = new List<double>(Readings);
        for (var i = 0; i < Readings; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await read(i % Keys);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Quantiles(times);
    }

    private static async Task<double> RateAsync(int count, Func<int, Task> act)
    {
        await RunAsync(count / 10, n => act(-n));
        var watch = Stopwatch.StartNew();
        await RunAsync(count, act);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static Task RunAsync(int count, Func<int, Task> act)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var n = Interlocked.Increment(ref next); n <= count; n = Interlocked.Increment(ref next)) await act(n);
        })));
    }

    private static async Task<string> LockAsync(IGrainFactory grains)
    {
        var grain = grains.GetGrain<ICacheLockGrain>("bench");
        var times = new List<double>();
        for (var i = 0; i < LockRounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var taken = await grain.Acquire(new CacheLockRequest(i.ToString(CultureInfo.InvariantCulture), TimeSpan.FromSeconds(30)));
            await grain.Release(taken.Lock!.Token);
            if (i >= LockRounds / 10) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Quantiles(times);
    }

    private static string Quantiles(List<double> times) =>
        $"{Report.Number(Statistics.Quantile(times, 0.5))} / {Report.Number(Statistics.Quantile(times, 0.99))} (n = {times.Count.ToString("N0", CultureInfo.InvariantCulture)})";
}
