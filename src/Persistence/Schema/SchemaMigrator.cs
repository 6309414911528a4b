using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Universal.Errors;
using Universal.Persistence.Engines;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Schema;

/// <inheritdoc/>
internal sealed partial class SchemaMigrator(SqlEngine engine, ILogger<SchemaMigrator> logger) : ISchemaMigrator
{
    // An index on a large table takes its time; the limit of a statement would undo it, and the next start would try again.
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromHours(1);

    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await using (await engine.LockSchemaAsync(cancellationToken))
            {
                // DbUp knows no cancellation. Each script is a transaction of its own, which a process that ends meanwhile leaves undone.
                var result = await Task.Run(() => CreateUpgrade().PerformUpgrade(), cancellationToken).WaitAsync(cancellationToken);
                if (!result.Successful) throw FaultOf(result);
                if (result.Scripts.Select(script => script.Name).ToArray() is [var first, ..] scripts) LogRan(scripts.Length, first, scripts[^1]);
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is not UniversalException && engine.Classify(error) != DatabaseFault.Data)
        {
            throw Database.Unavailable(error);
        }
    }

    private Exception FaultOf(DatabaseUpgradeResult result)
    {
        if (engine.IsDenied(result.Error))
            return new SchemaMismatchException($"Schema script {result.ErrorScript?.Name} was refused: {result.Error.Message} Run 'migrate' with an account that may change the schema.");
        return engine.Classify(result.Error) == DatabaseFault.Data
            ? new SchemaMismatchException($"Schema script {result.ErrorScript?.Name} failed: {result.Error.Message}")
            : Database.Unavailable(result.Error);
    }

    public async Task<IReadOnlyList<string>> InspectAsync(CancellationToken cancellationToken = default)
    {
        DatabaseInspection found;
        try
        {
            found = await engine.InspectAsync(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && engine.Classify(error) != DatabaseFault.Data)
        {
            throw Database.Unavailable(error);
        }

        if (found.Fault is { } fault) throw new SchemaMismatchException(fault);
        if (found.Description is { } description) LogInspected(description);
        foreach (var advice in found.Advice) LogAdvice(advice);
        return found.Advice;
    }

    public async Task VerifyAsync(CancellationToken cancellationToken = default)
    {
        var (missing, unknown) = await Task.Run(Compare, cancellationToken).WaitAsync(cancellationToken);
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
        return engine.CreateUpgrade().WithScripts(scripts).WithVariablesDisabled().WithTransactionPerScript().WithExecutionTimeout(ScriptLimit).LogToNowhere().Build();
    }
}
