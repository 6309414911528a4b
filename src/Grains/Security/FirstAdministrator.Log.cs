using Microsoft.Extensions.Logging;

namespace Universal.Grains.Security;

public sealed partial class FirstAdministrator
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Created the first administrator, {Name}, from the configuration")]
    private partial void LogCreated(string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The cluster has identities already; the configured administrator is not needed")]
    private partial void LogNotNeeded();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Cannot create the configured administrator yet; next try in {Delay}")]
    private partial void LogRetry(Exception exception, TimeSpan delay);
}
