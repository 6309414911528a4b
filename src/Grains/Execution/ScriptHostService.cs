using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.ScriptHost.Protocol.Accounts;

namespace Universal.Grains.Execution;

/// <summary>Clears up after a former run of the node, fills the pool at start and empties it at the end.</summary>
internal sealed partial class ScriptHostService(ScriptHostPool pool, AttemptFolders folders, ILogger<ScriptHostService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (LinuxAccount.IsRoot) LogRoot();
        await folders.RecoverAsync(cancellationToken);
        pool.Fill();
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await pool.DisposeAsync();

    [LoggerMessage(LogLevel.Warning, "The node runs as root. Run it under an account of its own, and scripts under another one (ScriptHosts:Launcher): docs/isolation.md.")]
    private partial void LogRoot();
}
