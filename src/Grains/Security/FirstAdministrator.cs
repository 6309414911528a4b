using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Grains.Nodes;
using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>
/// Creates the administrator that <c>PSUDefaultAdminName</c> (default <c>admin</c>) and <c>PSUDefaultAdminPassword</c> name, if the cluster has no
/// identity yet. Waits for the cluster and the database as long as it takes. Nothing happens without a password: there is no default one.
/// </summary>
public sealed partial class FirstAdministrator(
    IGrainFactory grains, NodeTroubles troubles, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<FirstAdministrator> logger) : BackgroundService
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);

    /// <summary>Code of the node's trouble when the configured administrator cannot be created: a configuration error of this node.</summary>
    public const string Trouble = "administrator_invalid";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await CreateWhenStartedAsync(ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CreateWhenStartedAsync(CancellationToken stoppingToken)
    {
        var password = configuration["PSUDefaultAdminPassword"];
        if (string.IsNullOrEmpty(password)) return;
        var name = configuration["PSUDefaultAdminName"] is { Length: > 0 } given ? given : "admin";
        // Before the silo has joined no grain can be placed: each try would be an error in the log.
        using (var started = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken))
            await Task.Delay(Timeout.InfiniteTimeSpan, time, started.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        for (var delay = FirstDelay; ; delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay)
        {
            try
            {
                await CreateAsync(new(name, password, [Roles.Administrator]));
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogRetry(exception, delay);
            }

            await Task.Delay(delay, time, stoppingToken);
        }
    }

    private async Task CreateAsync(NewIdentity administrator)
    {
        var result = await grains.GetGrain<IIdentitiesGrain>(0).CreateFirst(administrator, new(null, null, Environment.MachineName));
        switch (result.Status)
        {
            case IdentityOperationStatus.Done:
                LogCreated(administrator.Name);
                break;
            case IdentityOperationStatus.Invalid:
                var faults = result.Errors.SelectMany(error => error.Value);
                var fault = $"PSUDefaultAdminName and PSUDefaultAdminPassword cannot be used: {string.Join(' ', faults)}";
                LogFault(fault);
                troubles.Set(Trouble, fault, TroubleEffect.Faulted);
                break;
            default:
                LogNotNeeded();
                break;
        }
    }
}
