using Universal.Gateway.Hosting;
using Universal.Silo.Hosting;

if (!ProcessCulture.TryUseInvariant()) return 1;

var builder = UniversalNode.CreateBuilder(args);
await using var app = builder.Build();

if (args.Contains("migrate")) return await MigrateCommand.RunAsync(app);

// Waits for a sound configuration and a database; answers the status meanwhile. False: the process was asked to stop.
if (!await NodeStart.PrepareAsync(app)) return 0;

app.MapNode();
await app.RunAsync();
return 0;
