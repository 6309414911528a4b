using Microsoft.Extensions.Logging;
using Universal.Jobs;

namespace Universal.Grains.Jobs;

internal sealed partial class JobGrain
{
    [LoggerMessage(LogLevel.Debug, "Job {JobId} ({Script}) ended as {State} after attempt {Attempt}")]
    private partial void LogJobEnded(long jobId, string script, JobState state, int attempt);

    [LoggerMessage(LogLevel.Warning, "Node {Node} could not be told to stop job {JobId}; trying again")]
    private partial void LogStopFailed(Exception error, long jobId, string? node);
}
