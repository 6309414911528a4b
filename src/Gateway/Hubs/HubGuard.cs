using Microsoft.Extensions.Options;

namespace Universal.Gateway.Hubs;

/// <summary>Ends connections whose token is revoked or whose session has ended, and those whose roles have changed: connecting again is let in with the new ones.</summary>
internal sealed class HubGuard(HubClients clients, IOptions<GatewayOptions> options, TimeProvider time) : BackgroundService
{
    private const int AtOnce = 16;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LiveSilence, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var credentials = clients.All.Where(client => client.Credential is not null).GroupBy(client => client.Credential!.Key).ToArray();
            await Parallel.ForEachAsync(
                credentials, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (holders, _) => await CheckAsync([.. holders]));
        }
    }

    // Who connected with the same token at another time may have been let in with other roles: each is compared with its own.
    private static async Task CheckAsync(HubClient[] holders)
    {
        foreach (var group in holders.GroupBy(client => string.Join(',', client.Caller.Roles.Order(StringComparer.Ordinal))))
        {
            try
            {
                if (await group.First().Credential!.HoldsAsync()) continue;
                foreach (var client in group) client.Cut();
            }
            catch (Exception)
            {
                // It cannot be told now, for instance because the database is away. The next look may.
            }
        }
    }
}
