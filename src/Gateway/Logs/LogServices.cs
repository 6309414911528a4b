using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Universal.Gateway.Logs;

/// <summary>The log of a node or stand-alone gateway, on standard output.</summary>
public static class LogServices
{
    /// <summary>Time of an event in ISO 8601, UTC, with milliseconds.</summary>
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // What the libraries say at Information explains nothing to people who operate a node.
    private static readonly Dictionary<string, string?> DefaultLevels = new()
    {
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft.AspNetCore"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Orleans"] = nameof(LogLevel.Warning),
        // What these say at Warning is the daily life of a cluster: nodes come and go, a busy machine is slow.
        ["Logging:LogLevel:Orleans.Messaging.GatewayManager"] = nameof(LogLevel.Error),
        // A call that fails is an exception for its caller, which says what is wrong.
        ["Logging:LogLevel:Orleans.Runtime.CallbackData"] = nameof(LogLevel.Error),
        // Attempts to join that a busy cluster answers late are errors for it. The node itself says when it cannot join.
        ["Logging:LogLevel:Orleans.Runtime.MembershipService.MembershipAgent"] = nameof(LogLevel.Critical),
        ["Logging:LogLevel:Orleans.Runtime.MembershipService.MembershipTableManager"] = nameof(LogLevel.Error),
        ["Logging:LogLevel:Orleans.Runtime.MembershipService.SiloHealthMonitor"] = nameof(LogLevel.Error),
        ["Logging:LogLevel:Orleans.Runtime.Scheduler"] = nameof(LogLevel.Error),
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = nameof(LogLevel.Error),
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = nameof(LogLevel.Error),
        ["Logging:LogLevel:Universal.Grains.Cache.CacheNode"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Universal.Grains.Nodes.NodeAgent"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Polly"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:System.Net.Http"] = nameof(LogLevel.Warning),
    };

    /// <summary>
    /// Writes the log as one line for each event (<see cref="LineFormatter"/>) unless <c>Logging:Console:FormatterName</c> names another form:
    /// <c>json</c>, <c>simple</c> or <c>systemd</c>, which .NET brings along. Sets the default levels. Can be called twice.
    /// </summary>
    public static WebApplicationBuilder AddLog(this WebApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ImplementationType == typeof(StartLine))) return builder;
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName ??= LineFormatter.Form);
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(json =>
        {
            if (json.TimestampFormat is null) (json.TimestampFormat, json.UseUtcTimestamp) = (TimeFormat, true);
        });
        builder.Services.AddSingleton<QuietStop>();
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(services => services.GetRequiredService<QuietStop>());
        builder.Services.AddHostedService<StartLine>();
        return builder;
    }
}
