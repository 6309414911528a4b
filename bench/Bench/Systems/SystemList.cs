using Bench.Hangfire;
using Bench.Quartz;
using Bench.Universal;

namespace Bench.Systems;

/// <summary>The systems that can be measured, in the order of the report.</summary>
public static class SystemList
{
    public static IReadOnlyList<ISystemUnderTest> All { get; } = [new HangfireSystem(), new QuartzSystem(), new UniversalSystem()];

    public static ISystemUnderTest Of(string key) =>
        All.FirstOrDefault(system => system.Key == key)
        ?? throw new ArgumentException($"No system {key}; there are {string.Join(", ", All.Select(system => system.Key))}.");
}
