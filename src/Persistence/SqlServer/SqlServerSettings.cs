using System.Data.Common;
using System.Globalization;
using Universal.Persistence.Engines;

namespace Universal.Persistence.SqlServer;

/// <summary>The settings of a SQL Server database that this program depends on.</summary>
/// <param name="Name">Name of the database.</param>
/// <param name="Version">Version of the server.</param>
/// <param name="Level">Compatibility level.</param>
/// <param name="Snapshot">Whether readers see the last committed rows and do not wait for writers.</param>
/// <param name="Collation">Collation of the database; the texts that must be compared exactly have one of their own.</param>
internal sealed record SqlServerSettings(string Name, string Version, int Level, bool Snapshot, string? Collation)
{
    // The first that knows OPENJSON.
    private const int LowestLevel = 130;

    public static SqlServerSettings Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4));

    public DatabaseInspection Inspect() => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"SQL Server {Version}, database {Name}: compatibility level {Level}, READ_COMMITTED_SNAPSHOT {(Snapshot ? "on" : "off")}, collation {Collation ?? "unknown"}"),
        Level < LowestLevel
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Database {Name} has compatibility level {Level}; {LowestLevel} or more is needed. Run: ALTER DATABASE [{Name}] SET COMPATIBILITY_LEVEL = {LowestLevel}")
            : null,
        Snapshot
            ? []
            : [$"READ_COMMITTED_SNAPSHOT of database {Name} is off: readers wait for writers, and a node that freezes can hold up the others. Run: ALTER DATABASE [{Name}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE"]);
}
