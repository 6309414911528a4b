using Universal.Security;

namespace Universal.Gateway.Status;

/// <summary>
/// Calls a node now and then while a gateway that runs apart reaches none. The client connects only when something is sent, and a load balancer sends
/// nothing to a gateway that answers 503: without this it would stay alone after the nodes are back.
/// </summary>
internal sealed class NodeWatch(ClientStatus status, IGrainFactory grains, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!status.IsAlone) continue;
            try
            {
                await grains.GetGrain<IRolesGrain>(0).List().WaitAsync(Period, time, stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An answer is not needed: the connection that carries the call is what changes the status.
            }
        }
    }
}
