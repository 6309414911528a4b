using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Universal.Grains.Clock;

/// <summary>Wakes a sweeper of the cluster now and then from every node; it sweeps only as often as it wants to.</summary>
/// <param name="what">What it sweeps, for the log.</param>
/// <param name="sweep">Wakes it.</param>
/// <param name="grains">The cluster.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class SweepClock(string what, Func<IGrainFactory, Task> sweep, IGrainFactory grains, TimeProvider time, ILogger<SweepClock> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep(grains);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(error, what);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old {What} could not be deleted; it is tried again later")]
    private partial void LogSweepFailed(Exception error, string what);
}
