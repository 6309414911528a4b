using Microsoft.Extensions.Logging;

namespace Universal.Grains.Execution;

public sealed partial class ScriptHostRunner
{
    [LoggerMessage(LogLevel.Warning, "No script host for job {JobId}: {Reason}")]
    private partial void LogHostFailed(long jobId, string reason);

    [LoggerMessage(LogLevel.Error, "Script host {ProcessId} was silent for {Silence}; it is killed.")]
    private partial void LogHostSilent(int processId, TimeSpan silence);

    [LoggerMessage(LogLevel.Warning, "A script host could not be watched this time")]
    private partial void LogBeatFailed(Exception error);
}
