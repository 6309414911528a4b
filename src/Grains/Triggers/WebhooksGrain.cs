using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Universal.Grains.Clock;
using Universal.Persistence.Triggers;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>The one in the cluster that sends webhooks: Orleans keeps one activation. Key 0.</summary>
[Alias("universal.IWebhooksGrain")]
internal interface IWebhooksGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Looks for deliveries that are due, and goes on as long as some wait. Repeating it is harmless. A crash while one is sent sends it again: the receiver
    /// gets each at least once, under the same number.
    /// </summary>
    [Alias("Wake"), AlwaysInterleave] Task Wake();
}

/// <summary>See <see cref="IWebhooksGrain"/>.</summary>
internal sealed partial class WebhooksGrain(
    ITriggerStore store, WebhookSender sender, IOptions<TriggerOptions> options, ClusterClock clock, TimeProvider time, ILogger<WebhooksGrain> logger) : Grain, IWebhooksGrain
{
    private const int AtOnce = 64;

    // One that does not answer must not take the places of the others.
    private const int PerReceiver = 4;
    private const int SweepBatch = 500;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SleepWhileSending = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Nodes.WakeSignal _woken = new();
    private readonly Dictionary<long, (string To, Task Done)> _sending = [];
    // Sent while the database was being asked what is due: its answer may still have them as they were.
    private readonly HashSet<long> _sent = [];
    private Task? _loop;
    private bool _asked;
    private DateTimeOffset _nextSweep;

    public Task Wake()
    {
        _asked = true;
        _woken.Give();
        _loop ??= RunAsync();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _leaving.CancelAsync();
        if (_loop is not { } loop) return;
        await Task.WhenAny(loop, Task.Delay(TimeSpan.FromSeconds(2), time, CancellationToken.None));
        // Some wait: the next activation goes on. The death of a node that held this one's entry in the directory ends it, too, after all were woken.
        GrainFactory.GetGrain<IWebhooksGrain>(0).Wake().Ignore();
    }

    private async Task RunAsync()
    {
        // The field is set before the loop can end.
        await Task.Yield();
        try
        {
            while (!_leaving.IsCancellationRequested)
            {
                _asked = false;
                if (await RoundAsync() is { } sleep) await _woken.WaitAsync(sleep, _leaving.Token);
                // Who asked while the database was saying that nothing waits may know of something newer.
                else if (!_asked) break;
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Another node goes on.
        }
        finally
        {
            await Task.WhenAll(_sending.Values.Select(sending => sending.Done));
            _loop = null;
        }
    }

    /// <summary>Begins to send what is due, as far as there are places. Gives how long nothing is to be done unless something happens; null: nothing waits.</summary>
    private async Task<TimeSpan?> RoundAsync()
    {
        // Longer than any sleep, so that waiting does not look like idling.
        DelayDeactivation(TimeSpan.FromMinutes(2));
        try
        {
            var now = await clock.ReadAsync(_leaving.Token);
            await SweepAsync(now);
            if (_sending.Count == AtOnce) return SleepWhileSending;
            _sent.Clear();
            foreach (var delivery in await store.ListDueAsync(now, PerReceiver, AtOnce, _leaving.Token))
            {
                if (_sending.Count == AtOnce) break;
                if (_sending.ContainsKey(delivery.Id) || _sent.Contains(delivery.Id) || _sending.Values.Count(sending => sending.To == delivery.To) >= PerReceiver) continue;
                var done = SendAsync(delivery);
                if (!done.IsCompleted) _sending[delivery.Id] = (delivery.To, done);
            }

            if (_sending.Count > 0) return SleepWhileSending;
            if (await store.NextDueAsync(_leaving.Token) is not { } next) return null;
            var sleep = next - clock.Now;
            return sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep < LongestSleep ? sleep : LongestSleep;
        }
        catch (Exception error) when (!_leaving.IsCancellationRequested)
        {
            LogRoundFailed(error);
            return RetryDelay;
        }
    }

    private async Task SendAsync(WebhookDelivery delivery)
    {
        try
        {
            var answer = await sender.SendAsync(delivery, _leaving.Token);
            var after = WebhookRules.After(delivery, answer, clock.Now, Random.Shared.NextDouble(), options.Value.WebhookGiveUp);
            // Somebody asked for it again meanwhile: their word counts, and it is sent once more.
            await store.UpdateDeliveryAsync(after, _leaving.Token);
            LogSent(delivery.Id, delivery.Trigger, after.State, after.Attempts, after.LastError);
        }
        catch (Exception error)
        {
            if (_leaving.IsCancellationRequested) return;
            LogNotWritten(error, delivery.Id);
            // It is due still, and would be sent again at once.
            await Task.Delay(RetryDelay, time, CancellationToken.None);
        }
        finally
        {
            _sending.Remove(delivery.Id);
            _sent.Add(delivery.Id);
            _woken.Give();
        }
    }

    private async Task SweepAsync(DateTimeOffset now)
    {
        if (now < _nextSweep) return;
        _nextSweep = now + SweepPeriod;
        while (await store.DeleteEndedDeliveriesAsync(now - options.Value.KeepDeliveries, SweepBatch, _leaving.Token) > 0) ;
    }

    [LoggerMessage(LogLevel.Information, "Webhook {DeliveryId} of trigger {Trigger}: {State} after {Attempts} attempts. {Error}")]
    private partial void LogSent(long deliveryId, string trigger, WebhookState state, int attempts, string? error);

    [LoggerMessage(LogLevel.Warning, "What became of webhook {DeliveryId} could not be stored; it will be sent again")]
    private partial void LogNotWritten(Exception error, long deliveryId);

    [LoggerMessage(LogLevel.Warning, "Webhooks could not be looked at; trying again")]
    private partial void LogRoundFailed(Exception error);
}
