using Microsoft.Extensions.Logging;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

public sealed partial class ScriptHostPool
{
    [LoggerMessage(LogLevel.Warning, "A script host without a script wrote: {Line}")]
    private partial void LogHostError(string line);

    [LoggerMessage(LogLevel.Error, "A script host for {Kind} scripts could not be started.")]
    private partial void LogRefillFailed(ScriptKind kind, Exception exception);
}
