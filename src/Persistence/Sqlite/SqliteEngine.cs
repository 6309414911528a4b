using System.Data;
using System.Data.Common;
using System.Text.Json;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Sqlite;

/// <summary>SQLite: one file on a local disk, shared by the node processes of one machine.</summary>
internal sealed class SqliteEngine(DatabaseOptions options, TimeProvider time) : SqlEngine(options)
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    // Orleans' name for it, although the driver is Microsoft.Data.Sqlite.
    public override string OrleansInvariant => "System.Data.SQLite";

    public override string ConnectionString
    {
        get
        {
            var parsed = new SqliteConnectionStringBuilder(Options.ConnectionString) { DefaultTimeout = TimeoutSeconds, ForeignKeys = false };
            if (parsed.DataSource is "") parsed.DataSource = "universal.db";
            parsed.DataSource = Path.GetFullPath(parsed.DataSource);
            return parsed.ConnectionString;
        }
    }

    public override DbDataSource CreateDataSource()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        return new SqliteFileSource(ConnectionString, Options.CommandTimeout);
    }

    public override UpgradeEngineBuilder CreateUpgrade() =>
        DeployChanges.To.SqliteDatabase(ConnectionString).JournalToSqliteTable("universal_schema_script").WithPreprocessor(new MissingColumns(ConnectionString));

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);

        // A lock of the operating system beside the database file: the end of a process releases it, however it ends.
        while (true)
        {
            try
            {
                return new FileStream(FilePath + ".migrate", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (File.Exists(FilePath + ".migrate"))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            }
        }
    }

    private string FilePath => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    // 5 busy, 6 locked, 8 read-only, 10 input/output error, 13 disk full, 14 cannot open, 15 lock protocol, 26 not a database file.
    protected override DatabaseFault ClassifyDatabaseError(DbException error) =>
        error is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 or 15 or 26 } ? DatabaseFault.Unavailable : DatabaseFault.Data;

    // It is a file: no call waits for an answer from elsewhere.
    public override void AbandonConnections()
    {
    }

    public override void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset value) => json.WriteNumber(name, ToMicroseconds(value));

    public override void BindTime(DbParameter parameter, DateTimeOffset? value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is { } given ? ToMicroseconds(given) : DBNull.Value;
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64(column) * TicksPerMicrosecond);

    // Immediate: a transaction that reads first and then writes could fail at once where others write too.
    public override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        new(((SqliteConnection)connection).BeginTransaction(deferred: false));

    private static long ToMicroseconds(DateTimeOffset value) => (value - DateTimeOffset.UnixEpoch).Ticks / TicksPerMicrosecond;
}
