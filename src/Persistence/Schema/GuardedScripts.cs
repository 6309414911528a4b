using DbUp.Engine;
using DbUp.Engine.Transactions;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Schema;

/// <summary>
/// The schema scripts of an engine. One that begins with <c>-- unless: QUERY</c> does nothing when the query finds something: not every engine can say "if it
/// is not there yet" in the statement itself, and every script can come to run twice.
/// </summary>
internal sealed class GuardedScripts(string engine) : IScriptProvider
{
    private const string Guard = "-- unless: ";

    public IEnumerable<SqlScript> GetScripts(IConnectionManager connectionManager) =>
        // Lazy: the query can only be asked while scripts are run, and the list is read at other times as well.
        StatementTexts.SchemaScripts(engine).Select(script => new LazySqlScript(script.Name, () => IsDone(script.Text, connectionManager) ? "SELECT 1" : script.Text));

    private static bool IsDone(string text, IConnectionManager connections)
    {
        if (!text.StartsWith(Guard, StringComparison.Ordinal)) return false;
        var query = text[Guard.Length..text.IndexOf('\n', StringComparison.Ordinal)];
        return connections.ExecuteCommandsWithManagedConnection(command =>
        {
            using var look = command();
            look.CommandText = query;
            return look.ExecuteScalar() is not null;
        });
    }
}
