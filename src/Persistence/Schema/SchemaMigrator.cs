using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Universal.Errors;
using Universal.Persistence.Engines;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Schema;

/// <inheritdoc/>
internal sealed partial class SchemaMigrator(SqlEngine engine, ILogger<SchemaMigrator> logger) : ISchemaMigrator
{
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await using (await engine.LockSchemaAsync(cancellationToken))
            {
                // DbUp knows no cancellation; each script is a transaction of its own and leaves nothing half done.
                var result = await Task.Run(() => CreateUpgrade().PerformUpgrade(), cancellationToken);
                if (!result.Successful)
                    throw engine.Classify(result.Error) == DatabaseFault.Data
                        ? new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error)
                        : Database.Unavailable(result.Error);
                foreach (var script in result.Scripts) LogRan(script.Name);
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is not InvalidOperationException && engine.Classify(error) != DatabaseFault.Data)
        {
            throw Database.Unavailable(error);
        }
    }

    public async Task VerifyAsync(CancellationToken cancellationToken = default)
    {
        var (missing, unknown) = await Task.Run(Compare, cancellationToken);
        if (unknown.Count > 0)
            throw new SchemaMismatchException(
                $"The database is newer than this program: it has run {Names(unknown)}, which this version does not know. Start the version that ran them, or a newer one.");
        if (missing.Count > 0)
            throw new SchemaMismatchException($"The database misses {Names(missing)}. Run 'migrate' with an account that may change the schema.");
    }

    private (List<string> Missing, List<string> Unknown) Compare()
    {
        try
        {
            var upgrade = CreateUpgrade();
            return ([.. upgrade.GetScriptsToExecute().Select(script => script.Name)], upgrade.GetExecutedButNotDiscoveredScripts());
        }
        catch (Exception error) when (engine.Classify(error) != DatabaseFault.Data)
        {
            throw Database.Unavailable(error);
        }
    }

    private static string Names(List<string> scripts) =>
        (scripts.Count == 1 ? "schema script " : "schema scripts ") + string.Join(", ", scripts.Order(StringComparer.Ordinal));

    private UpgradeEngine CreateUpgrade()
    {
        var scripts = StatementTexts.SchemaScripts(engine.Folder).Select(script => new SqlScript(script.Name, script.Text));
        return engine.CreateUpgrade().WithScripts(scripts).WithVariablesDisabled().WithTransactionPerScript().LogToNowhere().Build();
    }
}
