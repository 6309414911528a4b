using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.SqlClient;
using Universal.Persistence.Engines;

namespace Universal.Persistence.SqlServer;

/// <summary>SQL Server 2016 or newer (compatibility level 130 and up), or Azure SQL.</summary>
internal sealed class SqlServerEngine(DatabaseOptions options) : SqlEngine(options)
{
    // Deadlock victim, snapshot update conflict.
    private static readonly int[] Conflicts = [1205, 3960];

    // Time-out, connection, login, resources, database not open, failover, throttling of Azure SQL. All errors of severity 17 and more count too.
    private static readonly int[] Unavailables =
    [
        -2, -1, 2, 20, 53, 64, 121, 233, 258, 596, 615, 701, 802, 904, 916, 922, 926, 927, 945, 952, 976, 978, 979, 983, 1105, 1222, 3906, 3908, 4060,
        4064, 4221, 6005, 8645, 8651, 9002, 10053, 10054, 10060, 10061, 10928, 10929, 10936, 11001, 14355, 17142, 18401, 18451, 18456, 18461, 20003,
        40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920,
    ];

    public override DatabaseEngine Engine => DatabaseEngine.SqlServer;

    public override string OrleansInvariant => "Microsoft.Data.SqlClient";

    public override string ConnectionString
    {
        get
        {
            var parsed = new SqlConnectionStringBuilder(Options.ConnectionString) { CommandTimeout = TimeoutSeconds };
            if (!parsed.ShouldSerialize("Application Name")) parsed.ApplicationName = "Universal";
            parsed.ConnectTimeout = Math.Min(parsed.ConnectTimeout, TimeoutSeconds);
            return parsed.ConnectionString;
        }
    }

    public override DbDataSource CreateDataSource() => SqlClientFactory.Instance.CreateDataSource(ConnectionString);

    public override UpgradeEngineBuilder CreateUpgrade() =>
        DeployChanges.To.SqlDatabase(ConnectionString).JournalToSqlTable("dbo", "universal_schema_script");

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        // The lock belongs to the session: a crash of this process releases it. Not pooled, because a session that goes back to the pool
        // is reset, and gives the lock up, only when it is used again.
        var connection = new SqlConnection(new SqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Text("SchemaLock");
            command.CommandTimeout = 0;
            var key = command.CreateParameter();
            key.ParameterName = "key";
            BindText(key, "universal_schema");
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
        SqlException fault when Conflicts.Contains(fault.Number) => DatabaseFault.Conflict,
        SqlException fault when fault.Class >= 17 || Unavailables.Contains(fault.Number) => DatabaseFault.Unavailable,
        SqlException => DatabaseFault.Data,
        _ => DatabaseFault.Unavailable,
    };

    public override void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset value) =>
        json.WriteString(name, value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    public override void BindTime(DbParameter parameter, DateTimeOffset? value)
    {
        parameter.DbType = DbType.DateTime2;
        parameter.Value = value?.UtcDateTime ?? (object)DBNull.Value;
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc), TimeSpan.Zero);

    // One declared size for short texts, so that each length does not get a plan of its own.
    public override void BindText(DbParameter parameter, string? value)
    {
        base.BindText(parameter, value);
        parameter.Size = value is { Length: > 4000 } ? -1 : 4000;
    }
}
