using System.Diagnostics;
using System.Globalization;
using Bench.Running;
using Bench.Systems;
using Universal.Jobs;
using Universal.Testing;

namespace Bench.Scenarios;

/// <summary>What a script costs: CPU of a node on SQLite and of all that it starts, by jobs, four jobs at a time. Beside it what a pwsh of its own costs.</summary>
public sealed class CostScenario : IScenario
{
    private const int AtOnce = 4;
    private const int WarmUp = 12;

    // The pool of hosts is full again, and what starts once has started.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private static readonly (string File, string Text, Row Row, int Jobs)[] Scripts =
    [
        ("x.ps1", "'x'", Rows.CostOfPowerShell, 60),
        ("objects.ps1", "1..50 | ForEach-Object { [pscustomobject]@{ Name = \"n$_\"; Value = 50 - $_ } } | Sort-Object Value | Select-Object Name, Value | ConvertTo-Json", Rows.CostOfObjects, 60),
        ("x.sh", "echo x", Rows.CostOfBash, 300),
    ];

    public string Key => "cost";

    public IReadOnlyList<Variant> Variants => [Variant.Default];

    public bool Measures(ISystemUnderTest system) => system.IsOwn;

    public async Task<IReadOnlyList<(Row Row, string Value)>> RunAsync(ScenarioRun run)
    {
        var folder = Directory.CreateTempSubdirectory("universal-cost-").FullName;
        try
        {
            var repository = Directory.CreateDirectory(Path.Combine(folder, "repository")).FullName;
            foreach (var (file, text, _, _) in Scripts) await File.WriteAllTextAsync(Path.Combine(repository, file), $"{text}\n");
            await using var node = await NodeProcess.StartReadyAsync(new NodeSettings
            {
                Name = "cost",
                Engine = NodeDatabase.Sqlite,
                ConnectionString = $"Data Source={Path.Combine(folder, "data", "universal.db")}",
                DataFolder = Path.Combine(folder, "data"),
                RepositoryFolder = repository,
                Slots = AtOnce,
            });
            using var client = new ApiClient(node.Settings.Url);
            await client.SignInAsync(node.Settings.AdministratorName, node.Settings.AdministratorPassword);
            var figures = new List<(Row Row, string Value)>();
            foreach (var (file, _, row, jobs) in Scripts) figures.Add((row, await MeasureAsync(client, node, file, jobs)));
            if (run.Options.Pwsh is { } pwsh) figures.Add((Rows.CostOfPwsh, await MeasurePwshAsync(pwsh)));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(ApiClient client, NodeProcess node, string script, int jobs)
    {
        await RunAsync(client, script, WarmUp);
        await Task.Delay(Pause);
        var (before, watch) = (ProcessTable.CpuTime(node.ProcessId), Stopwatch.StartNew());
        await RunAsync(client, script, jobs);
        var took = watch.Elapsed;
        // Hosts that are started for the next jobs are a part of the cost.
        await Task.Delay(Pause);
        var cpu = ProcessTable.CpuTime(node.ProcessId) - before;
        return string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalMilliseconds / jobs:0} / {Report.Number(jobs / took.TotalSeconds)} (n = {jobs})");
    }

    // All are asked for at once; the node's slots let so many run. They are looked at one after the other, seldom: looking costs as well.
    private static async Task RunAsync(ApiClient client, string script, int jobs)
    {
        var ids = new List<long>();
        for (var i = 0; i < jobs; i++) ids.Add((await client.CreateJobAsync(script)).Id);
        foreach (var id in ids)
        {
            while (await client.GetJobAsync(id) is not { } job || !job.Status.IsFinal()) await Task.Delay(50);
        }
    }

    private static async Task<string> MeasurePwshAsync(string pwsh)
    {
        const int starts = 5;
        var before = ProcessTable.CpuTime(Environment.ProcessId);
        var own = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < starts; i++)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [pwsh, "-NoProfile", "-Command", "1"]) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }

        var cpu = ProcessTable.CpuTime(Environment.ProcessId) - before - (Environment.CpuUsage.TotalTime - own);
        return string.Create(CultureInfo.InvariantCulture, $"{cpu.TotalMilliseconds / starts:0} (n = {starts})");
    }
}
