using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Universal.Persistence.GroupCommit;

namespace Universal.Persistence.SqlServer;

/// <summary>
/// Puts statements together to one text that is one transaction. What it sets is in force for that text alone, since the driver sends it as a procedure's.
/// </summary>
internal sealed partial class SqlServerTexts(Func<string, string> text)
{
    // An error or a cancellation anywhere rolls all back, and leaves nothing open.
    private const string Begin = "SET XACT_ABORT, NOCOUNT ON;\nSET TRANSACTION ISOLATION LEVEL READ COMMITTED;\nBEGIN TRANSACTION;\n";
    private const string Commit = "COMMIT TRANSACTION;\n";
    private readonly ConcurrentDictionary<string, string> _apart = new(StringComparer.Ordinal);

    /// <summary>A server can be set to count no rows unless a text asks for it, and then every change would look like none.</summary>
    public static string Counting(string statement) => "SET NOCOUNT OFF;\n" + statement;

    /// <summary>Statements as one transaction that counts the rows of the last.</summary>
    public string Transaction(IReadOnlyList<string> statements) =>
        Begin + string.Concat(statements.Select((statement, i) => (i == statements.Count - 1 ? Counting(text(statement)) : text(statement)) + ";\n")) + Commit;

    /// <summary>The statements of a group as one transaction, each with one set of rows as its result and its own parameter: see <see cref="Parameter"/>.</summary>
    public string Group(IReadOnlyList<GroupStatement> statements) =>
        Begin + string.Concat(statements.Select(statement => _apart.GetOrAdd(statement.Kind.Statement, Apart))) + Commit;

    /// <summary>The parameter with the rows of a kind.</summary>
    public static string Parameter(WriteKind kind) => "rows_" + kind.Statement;

    // Two statements may use the same names for their variables; in one text each needs names of its own.
    private string Apart(string statement) => Variable().Replace(text(statement), "$0_" + statement) + ";\n";

    [GeneratedRegex(@"(?<!@)@[A-Za-z]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
