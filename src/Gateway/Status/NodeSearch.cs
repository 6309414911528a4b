namespace Universal.Gateway.Status;

/// <summary>Looks for a node of the cluster, for a gateway that runs apart, until there is one or the gateway stops.</summary>
internal sealed partial class NodeSearch(ClientStatus status, TimeProvider time, ILogger<NodeSearch> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The same reason is said again after this time, not at each try.
    private static readonly TimeSpan SilenceTime = TimeSpan.FromMinutes(1);

    private string? _told;
    private long _toldAt;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception.Message != _told || time.GetElapsedTime(_toldAt) > SilenceTime)
        {
            (_told, _toldAt) = (exception.Message, time.GetTimestamp());
            LogNotFound(exception.Message);
        }

        status.SearchFailed(exception);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No node of the cluster was found ({Reason}). The search goes on. A node takes the calls of gateways only where its Node:GatewayPort is set")]
    private partial void LogNotFound(string reason);
}
