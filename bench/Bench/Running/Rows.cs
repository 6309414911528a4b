using System.Globalization;

namespace Bench.Running;

/// <summary>A row of the report.</summary>
/// <param name="Order">Its place.</param>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="Target">What Universal shall reach.</param>
public sealed record Row(int Order, string Name, string Target = "");

/// <summary>The rows of the report, in its order, with the figures that Universal shall reach.</summary>
public static class Rows
{
    public static Row Cpu { get; } = new(10, "CPU of all processes (workers, database, client), s per 1,000 no-op jobs", "at most 0.8");

    public static Row CpuWithoutClient { get; } = new(11, "the same without the client process");

    public static Row Database { get; } = new(20, "commits / statements per job in the database", "at most 0.3 / 3");

    public static Row Throughput { get; } = new(30, "no-op jobs/s end to end", "15 times the better peer");

    public static Row Latency { get; } = new(50, "dispatch on an idle cluster, request to job body, ms, p50 / p99", "5 / 50");

    public static Row IdleStatements { get; } = new(60, "statements/s of an idle cluster", "at most 2 per node");

    public static Row IdleCpu { get; } = new(61, "CPU of an idle cluster, % of one processor");

    public static Row Takeover { get; } = new(70, "node killed: in-flight job runs again, s, p50 / p95 / max", "p95 at most 5");

    public static Row ColdStart { get; } = new(85, "all nodes killed and started again: until each is ready, s, longest", "at most 15");

    public static Row DatabaseLoss { get; } = new(86, "database crashed under load and back after 5 s: until a new job runs, s, longest", "at most 10");

    public static Row LongJob { get; } = new(90, "one long job on a healthy cluster: copies started", "1");

    public static Row BashFirst { get; } = new(110, "bash job (`echo`), request to first stored record, ms, p50 / p99");

    public static Row BashFinal { get; } = new(111, "bash job, request to stored final state, ms, p50 / p99");

    public static Row PowerShellFirst { get; } = new(100, "warmed PowerShell job (`Write-Output`), request to first stored record, ms, p50 / p99", "p50 at most 60");

    public static Row PowerShellFinal { get; } = new(102, "warmed PowerShell job, request to stored final state, ms, p50 / p99");

    public static Row PowerShellStored { get; } = new(101, "warmed PowerShell job, stored times: creation to first record, ms, p50 / p99");

    public static Row BashStored { get; } = new(112, "bash job, stored times: creation to first record, ms, p50 / p99");

    public static Row CostOfPowerShell { get; } = new(113, "`'x'` in PowerShell, a process for each job: ms of CPU of the node and all that it starts / jobs/s, 4 at a time", "450 / 4");

    public static Row CostOfObjects { get; } = new(114, "the same with 50 objects, sorted, selected, written as JSON", "500 / 3.5");

    public static Row CostOfBash { get; } = new(115, "the same with `echo x` in bash", "20 / 80");

    public static Row CostOfPwsh { get; } = new(116, "beside it: `pwsh -NoProfile -Command 1` of the tool package, ms of CPU");

    public static Row GitHook { get; } = new(121, "the same by webhook", "at most 3");

    public static Row GitFetch { get; } = new(122, "a look at a remote without news, ms of CPU of a node", "at most 50");

    public static Row Schedules(int schedules, bool atOnce) => new(
        atOnce ? 126 : 125,
        string.Create(CultureInfo.InvariantCulture, $"{schedules:N0} schedules due {(atOnce ? "in the same second" : "within one minute")}: how late their jobs start, ms, p50 / p99 / max"),
        atOnce ? "" : "p99 at most 1,000");

    public static Row CacheHot { get; } = new(130, "cache: get of a hot key in a node's process through `ICacheGrain`, us, p50 / p99", "p50 at most 100");

    public static Row CacheDistributed { get; } = new(131, "the same through `IDistributedCache`", "p50 at most 100");

    public static Row CacheCold { get; } = new(132, "the same of keys that are never copied, one of two on the other node");

    public static Row CacheSet { get; } = new(133, "cache: keys/s set in memory, 64 callers");

    public static Row CachePersist { get; } = new(134, "cache: keys/s set with persist on PostgreSQL, 64 callers", "at least 1,000");

    public static Row CacheCounter { get; } = new(135, "cache: steps/s of one counter, in memory / persisted, 64 callers");

    public static Row CacheLock { get; } = new(136, "cache: lock and unlock, free, ms, p50 / p99");

    public static Row BroadcastAnswer { get; } = new(141, "the same, until the call is answered, ms, p50 / longest");

    public static Row BroadcastLost { get; } = new(142, "connections that missed a broadcast, or had one twice or out of order", "0");

    public static Row BroadcastMemory { get; } = new(143, "resident memory of the largest node with its third of the connections, MiB");

    public static Row Broadcast(int connections) => new(
        140, string.Create(CultureInfo.InvariantCulture, $"broadcast to {connections:N0} connections on 3 nodes: until the last has it, ms, p50 / longest"), "at most 1000");

    public static Row GitInterval(TimeSpan interval) =>
        new(120, $"pushed commit in force on all of 3 nodes, s, longest; interval {interval.TotalSeconds:0} s", $"at most {interval.TotalSeconds + 5:0}");

    public static Row Configuration(int declarations) =>
        new(123, string.Create(CultureInfo.InvariantCulture, $"a configuration of {declarations:N0} lines `New-PSUScript` is read, s of CPU, median"), "under 1");

    public static Row History(int jobs) =>
        new(40, string.Create(CultureInfo.InvariantCulture, $"no-op jobs/s with {jobs:N0} finished jobs stored (of the empty store of the same run)"), "at least 95 %");

    public static Row TakeoverBehind(int backlog) =>
        new(71, string.Create(CultureInfo.InvariantCulture, $"the same with {backlog:N0} jobs queued, s, p50 / p95 / max"), "p95 at most 5");

    public static Row Stall(TimeSpan time, bool heeding) => new(
        heeding ? 81 : 80,
        heeding
            ? "the same with jobs that heed the cancellation token"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"node stalled for {time.TotalSeconds:0} s, then wakes: jobs that ran twice to the end / recorded as ended twice; jobs heed no cancellation token"),
        "none recorded");

    /// <summary>A scenario that failed.</summary>
    public static Row Failed(string scenario) => new(1000, $"scenario {scenario}");
}
