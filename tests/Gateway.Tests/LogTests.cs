using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Universal.Errors;
using Universal.Gateway.Logs;
using Universal.Testing;

namespace Universal.Gateway.Tests;

/// <summary>How an event stands in the log.</summary>
public sealed class LogTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 8, 30, 5, 42, TimeSpan.FromHours(2));

    [Fact]
    public void Event_IsOneLineWithTimeLevelAndCategory() =>
        Assert.Equal("2026-12-01T06:30:05.042Z Information Some.Category: Node a joined\n", Written(LogLevel.Information, "Node a joined"));

    [Fact]
    public void MessageWithLineBreaks_StaysOneLine() =>
        Assert.Equal("2026-12-01T06:30:05.042Z Warning     Some.Category: first second third\n", Written(LogLevel.Warning, "first\r\nsecond\nthird\n"));

    [Fact]
    public void NameWithAnEscapeSequence_DoesNotReachTheTerminal() => Assert.DoesNotContain('\u001b', Written(LogLevel.Warning, "user \u001b[2J"));

    [Fact]
    public void WarningWithException_NamesTypeMessageAndCauseWithoutTrace() =>
        Assert.Equal(
            "2026-12-01T06:30:05.042Z Warning     Some.Category: Not sent | System.InvalidOperationException: outer <- System.IO.IOException: the cause\n",
            Written(LogLevel.Warning, "Not sent", Thrown(new InvalidOperationException("outer", new IOException("the cause")))));

    [Fact]
    public void MessageThatQuotesTheException_DoesNotSayItTwice() =>
        Assert.Equal("2026-12-01T06:30:05.042Z Warning     Some.Category: Not sent: no route\n", Written(LogLevel.Warning, "Not sent: no route", new IOException("no route")));

    [Fact]
    public void UnforeseenError_HasItsTraceOnLinesThatCollectorsJoin()
    {
        var log = NodeLog.Read(Written(LogLevel.Error, "GET /x failed", Thrown(new InvalidOperationException("broken"))));
        var entry = Assert.Single(log.Events);
        Assert.Equal((LogLevel.Error, "GET /x failed | System.InvalidOperationException: broken"), (entry.Level, entry.Text));
        Assert.Contains(entry.Trace, line => line.Contains(nameof(Thrown), StringComparison.Ordinal));
        Assert.Empty(log.StrayLines);
    }

    [Fact]
    public void TraceWithAnEscapeSequence_DoesNotReachTheTerminal() =>
        Assert.DoesNotContain('\u001b', Written(LogLevel.Error, "GET /x failed", Thrown(new InvalidOperationException("user \u001b[2J"))));

    [Fact]
    public void ForeseenError_HasNoTrace() =>
        Assert.Empty(NodeLog.Read(Written(LogLevel.Error, "Writes fail", Thrown(new DatabaseUnavailableException("no answer")))).Events[0].Trace);

    [Fact]
    public void Debug_HasTheTrace() => Assert.NotEmpty(NodeLog.Read(Written(LogLevel.Debug, "Again", Thrown(new IOException("no route")))).Events[0].Trace);

    [Theory]
    [InlineData(null, "line")]
    [InlineData("json", "json")]
    public void FormatterName_IsTheSwitch(string? given, string form)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration["Logging:Console:FormatterName"] = given;
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole();
        builder.AddLog();
        using var services = builder.Services.BuildServiceProvider();
        Assert.Equal(form, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(services.GetServices<ConsoleFormatter>(), formatter => formatter.Name == form);
        Assert.NotNull(services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue.TimestampFormat);
    }

    [Fact]
    public void Levels_OfTheConfigurationGoBeforeTheDefaults()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Logging:LogLevel:Orleans", "Debug")]);
        builder.AddLog();
        Assert.Equal("Debug", builder.Configuration["Logging:LogLevel:Orleans"]);
        Assert.Equal("Warning", builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"]);
    }

    [Theory]
    [InlineData("Orleans.Messaging", null, LogLevel.Error, true, false)]
    [InlineData("Orleans.Messaging", null, LogLevel.Critical, true, true)]
    [InlineData("Orleans.Messaging", null, LogLevel.Information, false, false)]
    [InlineData("Orleans.Grain", "Debug", LogLevel.Debug, true, false)]
    [InlineData("Orleans.Grain", "None", LogLevel.Error, false, false)]
    [InlineData("Universal.Grains.Nodes", null, LogLevel.Error, true, true)]
    public void ErrorsOfOrleansThatAreNone_AreLeftOutWhileTheProcessStops(string category, string? configured, LogLevel level, bool running, bool stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration[$"Logging:LogLevel:{category}"] = configured;
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole();
        builder.AddLog();
        using var services = builder.Services.BuildServiceProvider();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        Assert.Equal(running, logger.IsEnabled(level));
        services.GetRequiredService<QuietStop>().Begin();
        Assert.Equal(stopping, logger.IsEnabled(level));
    }

    private static string Written(LogLevel level, string message, Exception? error = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LineFormatter(new FakeTimeProvider(Now)).Write(new LogEntry<string>(level, "Some.Category", default, message, error, (state, _) => state), null, writer);
        return writer.ToString();
    }

    private static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
