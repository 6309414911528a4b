using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
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
    ITriggerStore store, WebhookSender sender, IOptions<TriggerOptions> options, TimeProvider time, ILogger<WebhooksGrain> logger) : Grain, IWebhooksGrain
{
    private const int AtOnce = 16;
    private const int Batch = 100;
    private const int SweepBatch = 500;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Nodes.WakeSignal _woken = new();
    private Task? _loop;
    private DateTimeOffset _nextSweep;

    public Task Wake()
    {
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
            while (!_leaving.IsCancellationRequested && await RoundAsync() is { } sleep) await _woken.WaitAsync(sleep, _leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // Another node goes on.
        }
        finally
        {
            _loop = null;
        }
    }

    /// <summary>Sends what is due. Gives how long nothing is to be done; null: nothing waits.</summary>
    private async Task<TimeSpan?> RoundAsync()
    {
        // Longer than any sleep, so that waiting does not look like idling.
        DelayDeactivation(TimeSpan.FromMinutes(2));
        try
        {
            await SweepAsync();
            while (await store.ListDueAsync(time.GetUtcNow(), Batch, _leaving.Token) is { Count: > 0 } due)
            {
                using var places = new SemaphoreSlim(AtOnce);
                var written = await Task.WhenAll(due.Select(delivery => SendAsync(delivery, places)));
                // Nothing could be written down: asked again at once, it would all be sent again.
                if (!written.Any(done => done)) return RetryDelay;
            }

            if (await store.NextDueAsync(_leaving.Token) is not { } next) return null;
            var sleep = next - time.GetUtcNow();
            return sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep < LongestSleep ? sleep : LongestSleep;
        }
        catch (Exception error) when (!_leaving.IsCancellationRequested)
        {
            LogRoundFailed(error);
            return RetryDelay;
        }
    }

    private async Task<bool> SendAsync(WebhookDelivery delivery, SemaphoreSlim places)
    {
        await places.WaitAsync(_leaving.Token);
        try
        {
            var answer = await sender.SendAsync(delivery, _leaving.Token);
            var after = WebhookRules.After(delivery, answer, time.GetUtcNow(), Random.Shared.NextDouble(), options.Value.WebhookGiveUp);
            // Somebody asked for it again meanwhile: their word counts, and it is sent once more.
            var written = await store.UpdateDeliveryAsync(after, _leaving.Token);
            LogSent(delivery.Id, delivery.Trigger, after.State, after.Attempts, after.LastError);
            return written is not null;
        }
        catch (Errors.DatabaseUnavailableException error)
        {
            LogNotWritten(error, delivery.Id);
            return false;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task SweepAsync()
    {
        var now = time.GetUtcNow();
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
