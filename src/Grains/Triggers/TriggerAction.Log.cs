using Microsoft.Extensions.Logging;
using Universal.Jobs;

namespace Universal.Grains.Triggers;

internal sealed partial class TriggerAction
{
    [LoggerMessage(LogLevel.Information, "Trigger {Trigger}, event {EventId}: job {JobId} ({Status})")]
    private partial void LogStarted(string trigger, string eventId, long jobId, CreateJobStatus status);

    [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}, event {EventId}: its job could not be created. {Faults}")]
    private partial void LogNotStarted(string trigger, string eventId, string faults);

    [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}, event {EventId}: the repository has no script {Script} any more")]
    private partial void LogScriptGone(string trigger, string eventId, string script);

    [LoggerMessage(LogLevel.Debug, "Trigger {Trigger}, event {EventId}: a trigger led to it, and this one is not -Recursive")]
    private partial void LogNotRecursive(string trigger, string eventId);

    [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}, event {EventId}: {Depth} triggers led to it, as many as Triggers:MaxDepth allows; it is not started")]
    private partial void LogTooDeep(string trigger, string eventId, int depth);

    [LoggerMessage(LogLevel.Debug, "Trigger {Trigger}, event {EventId}: its condition is not met")]
    private partial void LogConditionNotMet(string trigger, string eventId);

    [LoggerMessage(LogLevel.Warning, "Trigger {Trigger}, event {EventId}: its condition failed, so it is not started: {Reason}")]
    private partial void LogConditionFailed(string trigger, string eventId, string reason);
}
