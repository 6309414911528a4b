using System.Data.Common;
using System.Text.Json;
using DbUp;
using DbUp.Builder;
using DbUp.Postgresql;
using Npgsql;
using NpgsqlTypes;
using Universal.Persistence.Engines;
using Universal.Persistence.GroupCommit;

namespace Universal.Persistence.PostgreSql;

/// <summary>PostgreSQL 13 or newer.</summary>
internal sealed class PostgreSqlEngine(DatabaseOptions options) : SqlEngine(options)
{
    // Any number will do as long as every version of the program uses the same.
    private const long SchemaLock = 0x556E_6976_6572_7361;

    private NpgsqlDataSource? _source;

    public override DatabaseEngine Engine => DatabaseEngine.PostgreSql;

    public override string OrleansInvariant => "Npgsql";

    public override string ConnectionString
    {
        get
        {
            var parsed = new NpgsqlConnectionStringBuilder(Options.ConnectionString) { CommandTimeout = TimeoutSeconds };

            // Orleans' statements and ours are few and run often: parse and plan them once per connection.
            if (parsed.MaxAutoPrepare == 0) (parsed.MaxAutoPrepare, parsed.AutoPrepareMinUsages) = (60, 2);
            parsed.ApplicationName ??= "Universal";

            // Nothing here changes a pooled session, so there is nothing to reset: seven statements saved each time a connection is used again.
            parsed.NoResetOnClose = true;

            // While it connects the driver heeds this time and no cancellation.
            parsed.Timeout = Math.Min(parsed.Timeout, TimeoutSeconds);
            return parsed.ConnectionString;
        }
    }

    public override DbDataSource CreateDataSource() => _source = NpgsqlDataSource.Create(ConnectionString);

    public override UpgradeEngineBuilder CreateUpgrade() =>
        DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(ConnectionString) { StandardConformingStrings = true })
            .JournalToPostgresqlTable(null, "universal_schema_script");

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        // The lock belongs to the session: a crash of this process releases it. Not pooled, because a session that goes back to the pool
        // is reset, and gives the lock up, only when it is used again.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Text("SchemaLock");
            command.CommandTimeout = 0;
            var key = command.CreateParameter();
            (key.ParameterName, key.Value) = ("key", SchemaLock);
            command.Parameters.Add(key);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override DatabaseFault ClassifyDatabaseError(DbException error) => error switch
    {
        PostgresException { SqlState: "40001" or "40P01" } => DatabaseFault.Conflict,

        // 08 connection, 53 resources, 55 object not in the required state, 57 operator intervention, 58 system error, XX internal error, 25006 read-only standby.
        PostgresException { SqlState: var state } when state[..2] is "08" or "53" or "55" or "57" or "58" or "XX" || state == "25006" =>
            DatabaseFault.Unavailable,

        // 28 and 3D: the server refuses the login or has no such database; no row is at fault.
        PostgresException { SqlState: var state } when state[..2] is "28" or "3D" => DatabaseFault.Unavailable,
        PostgresException => DatabaseFault.Data,
        _ => DatabaseFault.Unavailable,
    };

    protected override string DriverName => "Npgsql";

    public override bool IsDenied(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };

    public override void AbandonConnections() => _source?.Clear();

    public override void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset value) => json.WriteString(name, value.UtcDateTime);

    public override void BindTime(DbParameter parameter, DateTimeOffset? value)
    {
        ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.TimestampTz;
        parameter.Value = value?.UtcDateTime ?? (object)DBNull.Value;
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);

    /// <summary>All statements go in one message and are one transaction of the server's own: no round trips and no statements for begin and commit.</summary>
    public override async Task<List<GroupResult>> RunGroupAsync(
        DbConnection connection, IReadOnlyList<GroupStatement> statements, CancellationToken cancellationToken)
    {
        await using var batch = (NpgsqlBatch)connection.CreateBatch();
        batch.Timeout = TimeoutSeconds;
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(Text(statement.Kind.Statement));
            command.Parameters.Add(new NpgsqlParameter<string>("rows", NpgsqlDbType.Json) { TypedValue = statement.Rows });
            batch.BatchCommands.Add(command);
        }

        var results = new List<GroupResult>(statements.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var statement in statements)
        {
            results.Add(await GroupResult.ReadAsync(statement.Kind, reader, cancellationToken));

            // After the last one this reads up to the server's word that it has committed.
            await reader.NextResultAsync(cancellationToken);
        }

        return results;
    }
}
