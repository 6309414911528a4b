using Microsoft.Extensions.Logging;

namespace Universal.Persistence.Schema;

internal sealed partial class SchemaMigrator
{
    [LoggerMessage(LogLevel.Information, "The schema of the database is up to date: {Count} changes were made to it, {First} to {Last}")]
    private partial void LogRan(int count, string first, string last);

    [LoggerMessage(LogLevel.Information, "{Description}")]
    private partial void LogInspected(string description);

    [LoggerMessage(LogLevel.Warning, "{Advice}")]
    private partial void LogAdvice(string advice);
}
