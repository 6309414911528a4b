using Microsoft.Extensions.Logging;

namespace Universal.Grains.Execution;

public sealed partial class AttemptFolders
{
    [LoggerMessage(LogLevel.Warning, "Another node uses the folder {Folder}. Leftovers of a crash are not removed; give each node a data folder of its own.")]
    private partial void LogFolderShared(string folder);

    [LoggerMessage(LogLevel.Error, "The folder {Folder} cannot be made. This node starts no jobs until it can.")]
    private partial void LogNoFolder(string folder, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Killed {Count} processes that a former run of this node left behind.")]
    private partial void LogLeftoversKilled(int count);

    [LoggerMessage(LogLevel.Warning, "The folder {Folder} could not be removed.")]
    private partial void LogFolderStays(string folder, Exception exception);
}
