using Microsoft.Extensions.Logging;

namespace Universal.Persistence.Schema;

internal sealed partial class SchemaMigrator
{
    [LoggerMessage(LogLevel.Information, "Ran schema script {Script}")]
    private partial void LogRan(string script);
}
