using Microsoft.Extensions.Logging;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

public sealed partial class ScriptHostPool
{
    [LoggerMessage(LogLevel.Warning, "A script host without a script wrote: {Line}")]
    private partial void LogHostError(string line);

    [LoggerMessage(LogLevel.Warning, "No script host for {Kind} scripts could be started in advance; it is tried again in 10 s, and jobs start their own meanwhile: {Reason}")]
    private partial void LogRefillFailed(ScriptKind kind, string reason);
}
