using Microsoft.Extensions.Logging;

namespace Universal.Grains.Dispatch;

internal sealed partial class DispatcherGrain
{
    [LoggerMessage(LogLevel.Information, "The queue was rebuilt: {Waiting} jobs wait, {Holders} processes hold leases")]
    private partial void LogRebuilt(int waiting, int holders);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs could not be handed to {Silo}; they wait again")]
    private partial void LogAssignFailed(Exception error, SiloAddress silo, int count);

    [LoggerMessage(LogLevel.Debug, "{Silo} did not say what it offers")]
    private partial void LogAskFailed(Exception error, SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "{Count} attempts of {Silo} are lost")]
    private partial void LogLosing(SiloAddress silo, int count);

    [LoggerMessage(LogLevel.Warning, "Not every attempt of {Silo} could be taken from it; trying again")]
    private partial void LogLoseFailed(Exception error, SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs of the table were not in the queue; they are now")]
    private partial void LogAdopted(int count);

    [LoggerMessage(LogLevel.Warning, "The queue could not be compared with the table; trying again")]
    private partial void LogCompareFailed(Exception error);

    [LoggerMessage(LogLevel.Debug, "Jobs could not be told; trying again")]
    private partial void LogTellFailed(Exception error);
}
