using Microsoft.Extensions.Logging;

namespace Universal.Grains.Schedules;

internal sealed partial class Scheduler
{
    [LoggerMessage(LogLevel.Information, "{Changed} schedules are new or changed, of {Total}")]
    private partial void LogReconciled(int changed, int total);

    [LoggerMessage(LogLevel.Information, "Schedule {Schedule}: paused {Paused} by {By}")]
    private partial void LogPaused(string schedule, bool paused, string? by);

    [LoggerMessage(LogLevel.Warning, "Schedule {Schedule} could not be served; trying again")]
    private partial void LogServeFailed(Exception error, string schedule);

    [LoggerMessage(LogLevel.Warning, "Schedule {Schedule} is due and has no job: {Faults}")]
    private partial void LogNotStarted(string schedule, string faults);
}
