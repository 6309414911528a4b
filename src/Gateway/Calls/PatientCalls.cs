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
        var wanted = IsWanted(context) ? WantedCall.Of(context) : null;
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (wanted is not null && IsSafe(wanted, error))
        {
            await RepeatAsync(wanted, error);
        }
        catch (Exception error) when (Surfaces(error))
        {
            throw;
        }
    }

    private async Task RepeatAsync(WantedCall call, Exception first)
    {
        var patience = options.Value.NodeLossPatience;
        var started = time.GetTimestamp();
        LogRepeating(call.Context.InterfaceName, call.Context.MethodName, first.Message);
        var last = first;
        for (var pause = FirstPause; time.GetElapsedTime(started) + pause < patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause, time, call.Canceled);
            try
            {
                await call.AgainAsync();
                return;
            }
            catch (Exception error) when (IsSafe(call, error))
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
    private static bool IsWanted(IOutgoingGrainCallContext context) => RequestContext.Get(Wish) is true && !context.TargetId.IsSystemTarget();

    private static bool IsSafe(WantedCall call, Exception error) =>
        !call.Canceled.IsCancellationRequested && (SurelyDidNotRun(error) || (MayHaveRun(error) && (IsRepeatable(call.Context.InterfaceMethod) || call.AllowsRepeat)));

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

    private static bool Surfaces(Exception error)
    {
        if (error is OrleansException or TimeoutException) error.Data[Surfaced] = true;
        return false;
    }

    [LoggerMessage(LogLevel.Information, "{Interface}.{Method} is repeated: its node does not answer ({Reason})")]
    private partial void LogRepeating(string @interface, string method, string reason);

    /// <summary>A call with what it was made with: a grain on this very node has emptied the request by the time it fails.</summary>
    private sealed record WantedCall(IOutgoingGrainCallContext Context, object?[] Arguments, CancellationToken Canceled)
    {
        public bool AllowsRepeat => Arguments.Any(argument => argument is IRepeatableRequest { IsRepeatable: true });

        public static WantedCall Of(IOutgoingGrainCallContext context)
        {
            var request = context.Request;
            var arguments = new object?[request.GetArgumentCount()];
            for (var i = 0; i < arguments.Length; i++) arguments[i] = request.GetArgument(i);
            return new WantedCall(context, arguments, request.GetCancellationToken());
        }

        public Task AgainAsync()
        {
            for (var i = 0; i < Arguments.Length; i++) Context.Request.SetArgument(i, Arguments[i]!);
            return Context.Invoke();
        }
    }
}
