using Universal.Gateway.Connections;

namespace Universal.Gateway.Configuration;

/// <summary>Writes into the log of a stand-alone gateway what its configuration has that is wrong or that an operator should know.</summary>
internal static partial class StartCheck
{
    /// <summary>False: it cannot start like this.</summary>
    public static bool Passes(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StartCheck));
        var faults = ConfigurationFaults.Of(services);
        foreach (var fault in faults) LogFault(logger, fault);
        foreach (var key in services.GetRequiredService<ConfigurationReview>().UnknownKeys) LogWarning(logger, key);
        if (faults.Count > 0) return false;
        if (services.GetRequiredService<ConnectionCheck>().Warning is { } warning) LogWarning(logger, warning);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
