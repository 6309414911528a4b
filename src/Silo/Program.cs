using Universal.Gateway.Hosting;
using Universal.ScriptHost.Protocol.Processes;
using Universal.Silo.Hosting;

var line = CommandLine.Read(args);
if (line.Fault is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return CommandLine.Misused;
}

if (line.Command == CommandLine.Help)
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

Umask.MakePrivate();
using var stop = new StopSignal();
if (!ProcessCulture.TryUseInvariant() || !FileDescriptors.AreEnough()) return 1;

var builder = UniversalNode.CreateBuilder(args);
builder.Services.AddSingleton<IHostLifetime>(stop);
await using var app = builder.Build();

return line.Command switch
{
    CommandLine.Certificate => await CertificateCommand.RunAsync(app),
    CommandLine.Migrate => await MigrateCommand.RunAsync(app, stop.Asked),
    _ => await NodeStart.RunAsync(app, stop.Asked),
};
