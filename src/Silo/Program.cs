using Universal.Gateway.Hosting;
using Universal.ScriptHost.Protocol.Processes;
using Universal.Silo.Hosting;

Umask.MakePrivate();
using var stop = new StopSignal();
if (!ProcessCulture.TryUseInvariant() || !FileDescriptors.AreEnough()) return 1;

var builder = UniversalNode.CreateBuilder(args);
builder.Services.AddSingleton<IHostLifetime>(stop);
await using var app = builder.Build();

if (args.Contains("certificate")) return await CertificateCommand.RunAsync(app);
if (args.Contains("migrate")) return await MigrateCommand.RunAsync(app, stop.Asked);
return await NodeStart.RunAsync(app, stop.Asked);
