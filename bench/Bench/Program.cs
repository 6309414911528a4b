using Bench.Measuring;
using Bench.Running;
using Bench.Scenarios;
using Npgsql;
using Universal.Testing;

if (args is ["worker", var settings]) return await WorkerProcess.RunAsync(settings);

BenchOptions options;
try
{
    options = BenchOptions.Parse(args);
}
catch (Exception e) when (e is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{e.Message}\n{BenchOptions.Usage}");
    return 2;
}

var (started, loadAtStart) = (TimeProvider.System.GetUtcNow(), Machine.LoadAverage());
await using var postgres = await PostgresServer.StartAsync(
    fsync: true, new Dictionary<string, string> { ["shared_preload_libraries"] = "pg_stat_statements", ["pg_stat_statements.max"] = "10000" });
await using var server = NpgsqlDataSource.Create(postgres.ConnectionString() + ";Pooling=false");
await DatabaseCounters.EnableAsync(server);
var figures = new List<Figure>();
var failed = false;
foreach (var scenario in options.Scenarios)
{
    foreach (var system in options.Systems.Where(scenario.Measures))
    {
        // A system with one variant is measured in it beside any variant of the others.
        var variants = system.Variants.Count == 1 ? system.Variants : (options.Variants ?? scenario.Variants).Intersect(system.Variants);
        foreach (var variant in variants)
        {
            try
            {
                foreach (var (row, value) in await scenario.RunAsync(new ScenarioRun(postgres, system, variant, options)))
                {
                    figures.Add(new Figure(row, system, variant, value));
                    Console.Error.WriteLine($"{system.Title}, {variant}: {row.Name}: {value}");
                }
            }
            catch (Exception e)
            {
                // The other figures are still worth having.
                failed = true;
                figures.Add(new Figure(Rows.Failed(scenario.Key), system, variant, "failed"));
                Console.Error.WriteLine($"{system.Title}, {variant}, {scenario.Key}: {e}");
            }
        }
    }

    // After each one: a run takes long, and may be ended.
    if (options.Out is { } file) await File.WriteAllTextAsync(file, await ReportAsync());
}

Console.WriteLine(await ReportAsync());
return failed ? 1 : 0;

async Task<string> ReportAsync() => Report.Markdown(figures, await Machine.DescribeAsync(server, options, args, started, loadAtStart));
