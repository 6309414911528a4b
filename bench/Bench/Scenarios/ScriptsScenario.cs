using Bench.Measuring;
using Bench.Running;
using Bench.Systems;
using Bench.Universal;

namespace Bench.Scenarios;

/// <summary>Real script jobs on a cluster that does nothing else, one at a time.</summary>
public sealed class ScriptsScenario : IScenario
{
    private const int WarmUp = 5;

    // The nodes warm their hosts after they have started.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public string Key => "scripts";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        await using var cluster = await run.StartAsync(1);
        await Load.WarmUpAsync(cluster);
        await Task.Delay(Pause);
        var client = (UniversalClient)cluster.Client;
        return
        [
            .. await MeasureAsync(client, BenchScripts.PowerShell, run.Options, Rows.PowerShellFirst, Rows.PowerShellFinal, Rows.PowerShellStored),
            .. await MeasureAsync(client, BenchScripts.Bash, run.Options, Rows.BashFirst, Rows.BashFinal, Rows.BashStored),
        ];
    }

    private static async Task<IReadOnlyList<(Row Row, string Value)>> MeasureAsync(
        UniversalClient client, string script, BenchOptions options, Row first, Row final, Row stored)
    {
        List<ScriptTimes> times = [];
        for (var i = 0; i < WarmUp + options.ScriptRuns; i++)
        {
            var measured = await client.RunScriptAsync(script);
            if (i >= WarmUp) times.Add(measured);
            // The host that ran it is replaced by a new one, which must have warmed up.
            await Task.Delay(options.ScriptPause);
        }

        return
        [
            (first, Describe(times.Select(time => time.FirstRecord))),
            (final, Describe(times.Select(time => time.Final))),
            (stored, Describe(times.Select(time => time.StoredFirstRecord))),
        ];
    }

    private static string Describe(IEnumerable<TimeSpan> times)
    {
        var milliseconds = times.Select(time => time.TotalMilliseconds).ToArray();
        return $"{Report.Number(Statistics.Quantile(milliseconds, 0.5))} / {Report.Number(Statistics.Quantile(milliseconds, 0.99))} (n = {milliseconds.Length})";
    }
}
