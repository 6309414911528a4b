using Microsoft.Extensions.Logging;

namespace Universal.Persistence.Schema;

internal sealed partial class SchemaMigrator
{
    [LoggerMessage(LogLevel.Information, "Ran schema script {Script}")]
    private partial void LogRan(string script);

    [LoggerMessage(LogLevel.Information, "{Description}")]
    private partial void LogInspected(string description);

    [LoggerMessage(LogLevel.Warning, "{Advice}")]
    private partial void LogAdvice(string advice);
}
