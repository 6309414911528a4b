using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Gateway.Configuration;
using Universal.Gateway.Connections;
using Universal.Gateway.Status;
using Universal.Grains.Nodes;
using Universal.Persistence;
using Universal.Persistence.Schema;
using Universal.Persistence.Secrets;
using Universal.Silo.Status;

namespace Universal.Silo.Hosting;

/// <summary>
/// Starts a node and runs it to its end. First comes what must be right before the silo starts: configuration, database, schema, and no dead processes in
/// the membership table. Until the node has joined, its address answers the status with the reason: 500 for a fault that an operator must mend, 503
/// otherwise.
/// </summary>
internal static partial class NodeStart
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // Several times what a start takes. A start that does not come to its end waits for the database or for another node, and has nothing to hand over.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <returns>Exit code of the process: 0 it was asked to stop, at whatever moment; 1 it cannot start, and the log says why.</returns>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken stop)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(NodeStart));
        await using var waiting = new WaitingListener(app);
        try
        {
            if (!await PrepareAsync(app, waiting, logger, stop)) return 0;
            await waiting.ShowStartingAsync("starting", "The node is joining the cluster.");
            app.MapNode();
            if (!await StartAsync(app, stop))
            {
                LogNotStarted(logger, StartLimit);
                // Not by disposing what is half started: that would wait for what the start waits for.
                Environment.Exit(0);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (stop.IsCancellationRequested) return 0;
            // The web server alone fails so: the silo's ports were looked at.
            LogCannotStart(logger, error.InnerException is AddressInUseException ? $"{error.Message.TrimEnd('.')}: give --urls another port." : error.Message);
            return 1;
        }

        await using var stopping = stop.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        LogLeft(logger);
        return 0;
    }

    /// <summary>Starts the host. A stop that is asked for meanwhile waits for the end of the start, so that the silo, which has joined then, can leave.</summary>
    /// <returns>False: it was asked to stop, and the start did not come to its end.</returns>
    private static async Task<bool> StartAsync(WebApplication app, CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        await using var asked = stop.Register(() => over.CancelAfter(StartLimit));
        try
        {
            await Task.Run(() => app.StartAsync(CancellationToken.None), CancellationToken.None).WaitAsync(over.Token);
            return true;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>True: start the node. False: the process was asked to stop.</returns>
    private static async Task<bool> PrepareAsync(WebApplication app, WaitingListener waiting, ILogger logger, CancellationToken stop)
    {
        try
        {
            if (ConfigurationFaults.Of(app.Services) is { Count: > 0 } faults)
            {
                foreach (var fault in faults) LogFault(logger, fault);
                await waiting.ShowFaultsAsync([.. faults.Select(fault => new StatusReason("configuration_invalid", fault))]);
                LogWaitsWithFaults(logger);
                await Task.Delay(Timeout.Infinite, stop);
            }

            SiloPorts.Verify(app.Services.GetRequiredService<IOptions<NodeOptions>>().Value);
            await waiting.ShowStartingAsync("starting", "The node looks at its database.");
            TellWarnings(app.Services, logger);
            // The embedded database is in it.
            Directory.CreateDirectory(app.Configuration["Node:DataFolder"]!);
            PrivateFiles.Tighten(app.Services, app.Configuration, logger);
            string? told = null;
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await PrepareDatabaseAsync(app.Services, stop);
                    await SampleRepository.PlaceAsync(app.Services, stop);
                    return !stop.IsCancellationRequested;
                }
                catch (Exception error) when (error is SchemaMismatchException or NodeNameTakenException or SecretsUnavailableException)
                {
                    if (error.Message != told) LogFault(logger, told = error.Message);
                    await waiting.ShowFaultsAsync(new StatusReason(CodeOf(error), error.Message));
                }
                catch (Exception error) when (error is DatabaseUnavailableException or System.Data.Common.DbException or TimeoutException)
                {
                    if (error.Message != told) LogDatabaseAwaited(logger, error is DatabaseUnavailableException ? error.Message : $"The database did not answer: {error.Message}");
                    told = error.Message;
                    await waiting.ShowStartingAsync(DatabaseWatch.Trouble, "The database does not answer yet.");
                }
                catch (Exception error) when (!stop.IsCancellationRequested)
                {
                    // Nothing that is known to go wrong: the process stays and says so, instead of being started again and again.
                    if (error.Message != told) LogUnexpected(logger, error);
                    told = error.Message;
                    await waiting.ShowFaultsAsync(new StatusReason("start_failed", error.Message));
                }

                await Task.Delay(RetryDelay, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop.
        }

        return false;
    }

    // A misspelled key must not keep a node from starting, and must not stay unnoticed.
    private static void TellWarnings(IServiceProvider services, ILogger logger)
    {
        var troubles = services.GetRequiredService<NodeTroubles>();
        if (services.GetRequiredService<ConfigurationReview>().UnknownKeys is { Count: > 0 } unknown)
        {
            foreach (var key in unknown) LogWarning(logger, key);
            troubles.Set("configuration_unknown_key", unknown);
        }

        if (services.GetRequiredService<ConnectionCheck>().Warning is { } warning) LogWarning(logger, warning);
    }

    private static string CodeOf(Exception error) => error switch
    {
        SchemaMismatchException => "schema_mismatch",
        NodeNameTakenException => "node_name_taken",
        _ => SiloStatusReport.Secrets,
    };

    private static async Task PrepareDatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var migrator = services.GetRequiredService<ISchemaMigrator>();
        var advice = await migrator.InspectAsync(cancellationToken);
        if (advice.Count > 0) services.GetRequiredService<NodeTroubles>().Set("database_settings", advice);
        if (options.RunMigrations) await migrator.MigrateAsync(cancellationToken);
        await migrator.VerifyAsync(cancellationToken);
        var node = services.GetRequiredService<IOptions<NodeOptions>>().Value.Name;
        if (await services.GetRequiredService<SecretVault>().StartAsync(node, cancellationToken) is { } fault) throw new SecretsUnavailableException(fault);
        if (services.GetRequiredService<ConnectionCheck>().Fault is { } missing) throw new SecretsUnavailableException(missing);
        await ActivatorUtilities.CreateInstance<DeadProcesses>(services).RemoveAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "The start failed; trying again")]
    private static partial void LogUnexpected(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    [LoggerMessage(LogLevel.Warning, "{Reason}; trying again")]
    private static partial void LogDatabaseAwaited(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The node does not start with these faults. It answers its status with 500 until it is stopped; correct them and start it again.")]
    private static partial void LogWaitsWithFaults(ILogger logger);

    [LoggerMessage(LogLevel.Information, "The node has left the cluster.")]
    private static partial void LogLeft(ILogger logger);

    [LoggerMessage(LogLevel.Critical, "The node cannot start: {Reason}")]
    private static partial void LogCannotStart(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The node was asked to stop and had not joined within {Limit}; it ends without having run")]
    private static partial void LogNotStarted(ILogger logger, TimeSpan limit);
}
