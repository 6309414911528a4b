using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Gateway.Status;
using Universal.Grains.Nodes;
using Universal.Persistence;
using Universal.Persistence.Schema;
using Universal.Persistence.Secrets;
using Universal.Silo.Status;

namespace Universal.Silo.Hosting;

/// <summary>
/// What must be right before the silo starts: configuration, database, schema, and no dead processes in the membership table. Until it is, a small
/// listener at the node's address answers the status with the reason: 500 for a fault that an operator must mend, 503 while the database is awaited.
/// </summary>
internal static partial class NodeStart
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <returns>True: start the node. False: the process was asked to stop.</returns>
    public static async Task<bool> PrepareAsync(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(NodeStart));
        using var stop = new ProcessStop();
        var waiting = new WaitingListener(app.Configuration);
        await using (waiting)
        {
            try
            {
                if (ConfigurationFaults(app) is { Count: > 0 } faults)
                {
                    foreach (var fault in faults) LogFault(logger, fault);
                    await waiting.ShowAsync(NodeStatus.Faulted, [.. faults.Select(fault => new StatusReason("configuration_invalid", fault))]);
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }

                // The embedded database is in it.
                Directory.CreateDirectory(app.Configuration["Node:DataFolder"]!);
                string? unexpected = null;
                while (!stop.Token.IsCancellationRequested)
                {
                    try
                    {
                        await PrepareDatabaseAsync(app.Services, stop.Token);
                        await SampleRepository.PlaceAsync(app.Services, stop.Token);
                        return true;
                    }
                    catch (Exception error) when (error is SchemaMismatchException or NodeNameTakenException or SecretsUnavailableException)
                    {
                        LogFault(logger, error.Message);
                        await waiting.ShowAsync(NodeStatus.Faulted, new StatusReason(CodeOf(error), error.Message));
                    }
                    catch (Exception error) when (error is DatabaseUnavailableException or System.Data.Common.DbException or TimeoutException)
                    {
                        LogDatabaseAwaited(logger, error.Message);
                        await waiting.ShowAsync(NodeStatus.Starting, new StatusReason(DatabaseWatch.Trouble, "The database does not answer yet."));
                    }
                    catch (Exception error) when (!stop.Token.IsCancellationRequested)
                    {
                        // Nothing that is known to go wrong: the process stays and says so, instead of being started again and again.
                        if (error.Message != unexpected) LogUnexpected(logger, error);
                        unexpected = error.Message;
                        await waiting.ShowAsync(NodeStatus.Faulted, new StatusReason("start_failed", error.Message));
                    }

                    await Task.Delay(RetryDelay, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                // Asked to stop.
            }
        }

        return false;
    }

    private static List<string> ConfigurationFaults(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return [.. error.Failures];
        }
        catch (AggregateException error)
        {
            return [.. error.InnerExceptions.SelectMany(inner => inner is OptionsValidationException faults ? faults.Failures : [inner.Message])];
        }
        catch (InvalidOperationException error)
        {
            // A value that does not convert to its option's type: the binder says which.
            return [error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message];
        }
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
        await ActivatorUtilities.CreateInstance<DeadProcesses>(services).RemoveAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "The start failed; trying again")]
    private static partial void LogUnexpected(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Error, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Warning, "The database does not answer ({Reason}); trying again")]
    private static partial void LogDatabaseAwaited(ILogger logger, string reason);

    /// <summary>SIGTERM and Ctrl+C before the host, which handles them later, has started.</summary>
    private sealed class ProcessStop : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly System.Runtime.InteropServices.PosixSignalRegistration[] _signals;

        public ProcessStop() => _signals =
        [
            .. new[] { System.Runtime.InteropServices.PosixSignal.SIGTERM, System.Runtime.InteropServices.PosixSignal.SIGINT }
                .Select(signal => System.Runtime.InteropServices.PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    _stop.Cancel();
                })),
        ];

        public CancellationToken Token => _stop.Token;

        public void Dispose()
        {
            foreach (var signal in _signals) signal.Dispose();
            _stop.Dispose();
        }
    }
}
