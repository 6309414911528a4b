using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Universal.Grains.Notifications;

/// <summary>Wakes the writer now and then from every node to delete what has expired; it does so only as often as it wants to.</summary>
internal sealed partial class NotificationClock(IGrainFactory grains, TimeProvider time, ILogger<NotificationClock> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await grains.GetGrain<INotificationWriterGrain>(0).Sweep();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired notifications could not be deleted; it is tried again later")]
    private partial void LogSweepFailed(Exception error);
}
