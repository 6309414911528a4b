using System.Globalization;
using Bench.Scenarios;
using Bench.Systems;

namespace Bench.Running;

/// <summary>What is measured, from the command line.</summary>
public sealed record BenchOptions
{
    public const string Usage = """
        dotnet run -c Release --project bench/Bench -- [options]
          --systems hangfire,quartz,universal   which systems (default: all)
          --scenarios throughput,history,latency,idle,takeover,backlog,stall,coldstart,database,scripts,git,schedules,cache,broadcast   (default: these; long only when named)
          --variants default,fastest      which settings (default: each scenario's own choice)
          --workers 2                     worker nodes
          --slots 20                      jobs that a worker runs at once (the peers' defaults keep their own number)
          --windows 3                     measured windows of a load or latency run; the median is reported
          --jobs 3000                     no-op jobs of a window
          --own-jobs 30000                the same for Universal, whose windows would be too short to measure
          --latency-jobs 10               jobs of a latency window, one after the other
          --own-latency-jobs 100          the same for Universal
          --history 100000,1000000        finished jobs in the store, in scenario history; the peers get the first number only
          --idle-time 00:00:20            how long an idle cluster is watched
          --rounds 20                     kills of a takeover run of Universal
          --peer-rounds 3                 the same for the peers
          --takeover-cap 00:01:00         how long a takeover is waited for
          --backlog 2000                  jobs that are queued in scenario backlog
          --stall-time 00:00:20           how long a worker stands still in scenario stall
          --script-runs 50                runs of each script in scenario scripts
          --script-pause 00:00:01.5       pause between them, for the pool of warmed hosts
          --pwsh FILE                     pwsh.dll of the tool package PowerShell, measured in scenario cost as well
          --schedules 10000               schedules of Universal in scenario schedules
          --peer-schedules 1000           the same for the peers
          --connections 10000             connections in scenario broadcast
          --long-time 00:35:00            how long the job of scenario long is watched
          --out FILE                      writes the report there, too
        """;

    public IReadOnlyList<ISystemUnderTest> Systems { get; init; } = SystemList.All;

    public IReadOnlyList<IScenario> Scenarios { get; init; } = ScenarioList.Default;

    public IReadOnlyList<Variant>? Variants { get; init; }

    public int Workers { get; init; } = 2;

    public int Slots { get; init; } = 20;

    public int Windows { get; init; } = 3;

    public int Jobs { get; init; } = 3000;

    public int OwnJobs { get; init; } = 30_000;

    public int LatencyJobs { get; init; } = 10;

    public int OwnLatencyJobs { get; init; } = 100;

    public IReadOnlyList<int> History { get; init; } = [100_000, 1_000_000];

    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(20);

    public int Rounds { get; init; } = 20;

    public int PeerRounds { get; init; } = 3;

    public TimeSpan TakeoverCap { get; init; } = TimeSpan.FromMinutes(1);

    public int Backlog { get; init; } = 2000;

    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(20);

    public int ScriptRuns { get; init; } = 50;

    public TimeSpan ScriptPause { get; init; } = TimeSpan.FromSeconds(1.5);

    public string? Pwsh { get; init; }

    public int Schedules { get; init; } = 10_000;

    public int PeerSchedules { get; init; } = 1_000;

    public int Connections { get; init; } = 10_000;

    public TimeSpan LongTime { get; init; } = TimeSpan.FromMinutes(35);

    public string? Out { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown or has a wrong value.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} has no value.");
            var value = args[i + 1];
            options = args[i] switch
            {
                "--systems" => options with { Systems = [.. value.Split(',').Select(SystemList.Of)] },
                "--scenarios" => options with { Scenarios = [.. value.Split(',').Select(ScenarioList.Of)] },
                "--variants" => options with { Variants = [.. value.Split(',').Select(text => Enum.Parse<Variant>(text, ignoreCase: true))] },
                "--workers" => options with { Workers = Number(value) },
                "--slots" => options with { Slots = Number(value) },
                "--windows" => options with { Windows = Number(value) },
                "--jobs" => options with { Jobs = Number(value) },
                "--own-jobs" => options with { OwnJobs = Number(value) },
                "--latency-jobs" => options with { LatencyJobs = Number(value) },
                "--own-latency-jobs" => options with { OwnLatencyJobs = Number(value) },
                "--history" => options with { History = [.. value.Split(',').Select(Number).Order()] },
                "--idle-time" => options with { IdleTime = Time(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--peer-rounds" => options with { PeerRounds = Number(value) },
                "--takeover-cap" => options with { TakeoverCap = Time(value) },
                "--backlog" => options with { Backlog = Number(value) },
                "--stall-time" => options with { StallTime = Time(value) },
                "--script-runs" => options with { ScriptRuns = Number(value) },
                "--script-pause" => options with { ScriptPause = Time(value) },
                "--pwsh" => options with { Pwsh = Path.GetFullPath(value) },
                "--schedules" => options with { Schedules = Number(value) },
                "--peer-schedules" => options with { PeerSchedules = Number(value) },
                "--connections" => options with { Connections = Number(value) },
                "--long-time" => options with { LongTime = Time(value) },
                "--out" => options with { Out = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"No option {args[i]}."),
            };
        }

        return options;
    }

    /// <summary>How many no-op jobs a window of that system has.</summary>
    public int JobsOf(ISystemUnderTest system) => system.IsOwn ? OwnJobs : Jobs;

    public int LatencyJobsOf(ISystemUnderTest system) => system.IsOwn ? OwnLatencyJobs : LatencyJobs;

    public int RoundsOf(ISystemUnderTest system) => system.IsOwn ? Rounds : PeerRounds;

    public int SchedulesOf(ISystemUnderTest system) => system.IsOwn ? Schedules : PeerSchedules;

    /// <summary>The numbers of finished jobs that are tried with that system.</summary>
    public IReadOnlyList<int> HistoryOf(ISystemUnderTest system) => system.IsOwn ? History : [.. History.Take(1)];

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var number
        ? number
        : throw new ArgumentException("Numbers start at 1.");

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
