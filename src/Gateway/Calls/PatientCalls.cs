using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Messaging;
using Universal.Calls;

namespace Universal.Gateway.Calls;

/// <summary>
/// Lets the grain calls of a request outlive the death of a node. Until the others have found the dead node (one to two seconds), calls to its grains
/// fail; a balancer would get 503 from healthy nodes. So a call that fails this way is repeated for up to <see cref="GatewayOptions.NodeLossPatience"/>,
/// if that is safe: it surely did not run, or its method is <see cref="RepeatableAttribute"/>, or an argument says so (<see cref="IRepeatableRequest"/>).
/// </summary>
/// <remarks>
/// The wish travels with the request context, so the calls that a grain makes on behalf of a request are repeated where they fail, and the loops of the
/// nodes, which have their own ways to go on, are not touched.
/// </remarks>
internal sealed partial class PatientCalls(IOptions<GatewayOptions> options, TimeProvider time, ILogger<PatientCalls> logger) : IOutgoingGrainCallFilter
{
    private const string Wish = "universal.patient";
    private const string Surfaced = "universal.surfaced";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private static readonly string NotDelivered = new SiloUnavailableException().Message;
    private static readonly ConcurrentDictionary<MethodInfo, bool> Repeatable = [];

    /// <summary>Middleware: the calls of this request, and those that follow from them, are made with patience.</summary>
    public static async Task WantedByAsync(HttpContext context, RequestDelegate next)
    {
        RequestContext.Set(Wish, true);
        await next(context);
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (IsWanted(context) && IsSafe(context, error))
        {
            await RepeatAsync(context, error);
        }
        catch (Exception error) when (Surfaces(error))
        {
            throw;
        }
    }

    private async Task RepeatAsync(IOutgoingGrainCallContext context, Exception first)
    {
        var patience = options.Value.NodeLossPatience;
        var started = time.GetTimestamp();
        var cancellationToken = context.Request.GetCancellationToken();
        LogRepeating(context.InterfaceName, context.MethodName, first.Message);
        var last = first;
        for (var pause = FirstPause; time.GetElapsedTime(started) + pause < patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, cancellationToken);
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception error) when (IsSafe(context, error))
            {
                last = error;
            }
            catch (Exception error) when (Surfaces(error))
            {
                throw;
            }
        }

        Surfaces(last);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(last);
    }

    // Agents and what else lives on one node are called there or nowhere.
    private static bool IsWanted(IOutgoingGrainCallContext context) =>
        RequestContext.Get(Wish) is true && !context.TargetId.IsSystemTarget() && !context.Request.GetCancellationToken().IsCancellationRequested;

    private static bool IsSafe(IOutgoingGrainCallContext context, Exception error) =>
        SurelyDidNotRun(error) || (MayHaveRun(error) && (IsRepeatable(context.InterfaceMethod) || AllowsRepeat(context.Request)));

    // An error that came up through another call tells of that call, not of this one.
    private static bool SurelyDidNotRun(Exception error) => error switch
    {
        _ when error.Data.Contains(Surfaced) => false,
        // The two that tell of a call that was under way say so; what is rejected unsent brings the bare error.
        SiloUnavailableException => error.Message == NotDelivered,
        OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException => true,
        _ => false,
    };

    private static bool MayHaveRun(Exception error) => error is OrleansException or TimeoutException;

    private static bool IsRepeatable(MethodInfo method) =>
        Repeatable.GetOrAdd(method, static known => known.IsDefined(typeof(RepeatableAttribute), inherit: false));

    private static bool AllowsRepeat(Orleans.Serialization.Invocation.IInvokable request)
    {
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            if (request.GetArgument(i) is IRepeatableRequest { IsRepeatable: true }) return true;
        }

        return false;
    }

    private static bool Surfaces(Exception error)
    {
        if (error is OrleansException or TimeoutException) error.Data[Surfaced] = true;
        return false;
    }

    [LoggerMessage(LogLevel.Information, "{Interface}.{Method} is repeated: its node does not answer ({Reason})")]
    private partial void LogRepeating(string @interface, string method, string reason);
}
