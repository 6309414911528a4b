using System.Text.Json;
using Universal.Gateway.Access;
using Universal.Triggers;

namespace Universal.Gateway.Triggers;

/// <summary>
/// Tells triggers of requests that failed, without making them wait. Only so many tellings are on their way at once: a flood of bad requests must not become one of
/// messages.
/// </summary>
internal sealed class ApiEvents(IGrainFactory grains)
{
    private const int MostAtOnce = 32;
    private const string Api = "/api/v1";
    private int _onTheWay;

    /// <summary>A request failed by a fault of the platform.</summary>
    public void Failed(HttpContext context, string code, string traceId) => Tell(context, TriggerEvent.ApiError, new
    {
        url = context.Request.Path.Value,
        method = context.Request.Method,
        status = StatusCodes.Status500InternalServerError,
        code,
        traceId,
        identity = context.User.Identity?.Name,
        remoteIpAddress = context.Connection.RemoteIpAddress?.ToString(),
    });

    /// <summary>A request came with a token that is not good.</summary>
    public void Refused(HttpContext context) => Tell(context, TriggerEvent.ApiAuthenticationFailed, new
    {
        url = context.Request.Path.Value,
        method = context.Request.Method,
        remoteIpAddress = context.Connection.RemoteIpAddress?.ToString(),
    });

    private void Tell<T>(HttpContext context, TriggerEvent kind, T data)
    {
        if (!context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase)) return;
        if (Interlocked.Increment(ref _onTheWay) > MostAtOnce)
        {
            Interlocked.Decrement(ref _onTheWay);
            return;
        }

        _ = TellAsync(kind, JsonSerializer.Serialize(data), Caller.Of(context).JobId);
    }

    private async Task TellAsync(TriggerEvent kind, string data, long? jobId)
    {
        try
        {
            await grains.GetGrain<ITriggersGrain>(0).Raise(kind, data, jobId);
        }
        catch (Exception)
        {
            // The cluster does not answer, which has been told to the caller and the log already.
        }
        finally
        {
            Interlocked.Decrement(ref _onTheWay);
        }
    }
}
