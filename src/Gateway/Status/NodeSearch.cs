namespace Universal.Gateway.Status;

/// <summary>Looks for a node of the cluster, for a gateway that runs apart, until there is one or the gateway stops.</summary>
internal sealed partial class NodeSearch(ClientStatus status, TimeProvider time, ILogger<NodeSearch> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogNotFound(exception.Message);
        status.SearchFailed(exception);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No node of the cluster was found ({Reason}); trying again")]
    private partial void LogNotFound(string reason);
}
