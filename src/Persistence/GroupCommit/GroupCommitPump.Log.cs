using Microsoft.Extensions.Logging;

namespace Universal.Persistence.GroupCommit;

internal sealed partial class GroupCommitPump
{
    [LoggerMessage(LogLevel.Error, "The database is not available; writes fail until it is back")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(LogLevel.Information, "The database is available again")]
    private partial void LogAvailable();

    [LoggerMessage(LogLevel.Warning, "A batch of {Rows} writes was refused; sending them one by one")]
    private partial void LogSplit(int rows, Exception error);
}
