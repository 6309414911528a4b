using Universal.Gateway.Errors;

namespace Universal.Gateway.Status;

/// <summary>The status without the rest of the gateway, for a node that cannot start yet.</summary>
public static class StatusAlone
{
    private static readonly TimeSpan RetryAfter = new GatewayOptions().RetryAfter;

    /// <summary>Maps the status; everything else answers 503. Needs an <see cref="INodeStatus"/>.</summary>
    public static void MapStatusAlone(this WebApplication app)
    {
        app.MapGroup("/api/v1").MapStatus();
        app.MapFallback("{**path}", context => Problems.WriteUnavailableAsync(
            context, RetryAfter, "starting", "This node has not started yet. Its status says why.", otherNode: true));
    }
}
