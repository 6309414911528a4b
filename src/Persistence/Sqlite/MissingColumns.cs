using System.Text.RegularExpressions;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Universal.Persistence.Sqlite;

/// <summary>
/// Lets a schema script say <c>ALTER TABLE ... ADD COLUMN IF NOT EXISTS</c>, which SQLite does not know and a script that can run again needs:
/// the statement is left out where the column is there.
/// </summary>
internal sealed partial class MissingColumns(string connectionString) : IScriptPreprocessor
{
    public string Process(string contents) => Addition().Replace(
        contents, match => Columns(match.Groups["table"].Value).Contains(match.Groups["column"].Value) ? "" : match.Value.Replace("IF NOT EXISTS ", "", StringComparison.Ordinal));

    private HashSet<string> Columns(string table)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA table_info({table})";
        using var reader = command.ExecuteReader();
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read()) columns.Add(reader.GetString(1));
        return columns;
    }

    [GeneratedRegex(@"^ALTER TABLE (?<table>\w+) ADD COLUMN IF NOT EXISTS (?<column>\w+)[^;]*;", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Addition();
}
