using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Universal.Grains.Jobs;

/// <summary>Wakes the sweeper now and then from every node; it sweeps only as often as it wants to.</summary>
internal sealed partial class RetentionClock(IGrainFactory grains, TimeProvider time, ILogger<RetentionClock> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await grains.GetGrain<IRetentionGrain>(0).Sweep();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Retention failed; it is tried again later")]
    private partial void LogSweepFailed(Exception error);
}
