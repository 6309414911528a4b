using Bench.Running;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>One measurement, on an empty database and workers of its own.</summary>
public interface IScenario
{
    /// <summary>Name for the option <c>--scenarios</c>.</summary>
    string Key { get; }

    /// <summary>The variants that are measured when nothing is said.</summary>
    IReadOnlyList<Variant> Variants { get; }

    /// <summary>Whether the system has what is measured.</summary>
    bool Measures(ISystemUnderTest system) => true;

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run);
}

/// <summary>What a scenario measures with.</summary>
public sealed record ScenarioRun(PostgresServer Postgres, ISystemUnderTest System, Variant Variant, BenchOptions Options)
{
    /// <summary>Starts the system's workers on an empty database.</summary>
    /// <param name="jobs">How many jobs have a place of their own in the recorder.</param>
    public Task<BenchCluster> StartAsync(int jobs) => BenchCluster.StartAsync(Postgres, System, Variant, Options, jobs);
}

/// <summary>The scenarios, in the order they run.</summary>
public static class ScenarioList
{
    /// <summary>What is measured when nothing is said.</summary>
    public static IReadOnlyList<IScenario> Default { get; } =
    [
        new ThroughputScenario(), new HistoryScenario(), new LatencyScenario(), new IdleScenario(),
        new TakeoverScenario(), new TakeoverScenario { BehindBacklog = true }, new StallScenario(),
        new ColdStartScenario(), new DatabaseLossScenario(), new ScriptsScenario(), new CostScenario(), new GitScenario(), new SchedulesScenario(), new CacheScenario(),
        new BroadcastScenario(),
    ];

    private static readonly IScenario[] All = [.. Default, new LongScenario()];

    public static IScenario Of(string key) =>
        All.FirstOrDefault(scenario => scenario.Key == key)
        ?? throw new ArgumentException($"No scenario {key}; there are {string.Join(", ", All.Select(scenario => scenario.Key))}.");
}
