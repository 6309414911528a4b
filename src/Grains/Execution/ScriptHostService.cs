using Microsoft.Extensions.Hosting;

namespace Universal.Grains.Execution;

/// <summary>Clears up after a former run of the node, fills the pool at start and empties it at the end.</summary>
internal sealed class ScriptHostService(ScriptHostPool pool, AttemptFolders folders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await folders.RecoverAsync(cancellationToken);
        pool.Fill();
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await pool.DisposeAsync();
}
