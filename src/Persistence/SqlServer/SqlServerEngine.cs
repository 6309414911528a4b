using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.SqlClient;
using Universal.Persistence.Engines;
using Universal.Persistence.GroupCommit;

namespace Universal.Persistence.SqlServer;

/// <summary>SQL Server 2016 or newer (compatibility level 130 and up), or Azure SQL.</summary>
internal sealed class SqlServerEngine(DatabaseOptions options) : SqlEngine(options)
{
    private SqlServerTexts? _texts;

    public override DatabaseEngine Engine => DatabaseEngine.SqlServer;

    public override string OrleansInvariant => "Microsoft.Data.SqlClient";

    public override string ConnectionString
    {
        get
        {
            var parsed = new SqlConnectionStringBuilder(Options.ConnectionString) { CommandTimeout = TimeoutSeconds };
            if (!parsed.ShouldSerialize("Application Name")) parsed.ApplicationName = "Universal";
            parsed.ConnectTimeout = Math.Min(parsed.ConnectTimeout, TimeoutSeconds);

            // Without it the driver, after a failed connect, refuses all others for up to a minute, also when the server has long been back.
            if (!parsed.ShouldSerialize("Pool Blocking Period")) parsed.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;

            // The listener of an availability group may have addresses in several networks, of which one answers: tried one after the other, a dead one takes 21 s.
            if (!parsed.ShouldSerialize("Multi Subnet Failover") && IsListener(parsed)) parsed.MultiSubnetFailover = true;
            return parsed.ConnectionString;
        }
    }

    // Named instances, other protocols than TCP and mirrored databases do not go with it. An address has no other one beside it: there it would only turn a
    // refused connection into tries until the time is up.
    private static bool IsListener(SqlConnectionStringBuilder parsed) =>
        !IsAddress(parsed.DataSource) && parsed.FailoverPartner.Length == 0 && !parsed.DataSource.Contains('\\', StringComparison.Ordinal) && !parsed.DataSource.StartsWith('(')
        && (!parsed.DataSource.Contains(':', StringComparison.Ordinal) || parsed.DataSource.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase));

    private static bool IsAddress(string server)
    {
        var host = server[(server.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',')[0].Trim();
        return host is "." || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || System.Net.IPAddress.TryParse(host, out _);
    }

    private SqlServerTexts Texts => _texts ??= new SqlServerTexts(base.Text);

    public override string Text(string statement) => SqlServerTexts.Counting(base.Text(statement));

    public override string TransactionText(IReadOnlyList<string> statements) => Texts.Transaction(statements);

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

    public override async Task<DatabaseInspection> InspectAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Text("DatabaseInspect");
        command.CommandTimeout = TimeoutSeconds;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? SqlServerSettings.Read(reader).Inspect() : DatabaseInspection.None;
    }

    protected override DatabaseFault ClassifyDatabaseError(DbException error) =>
        error is SqlException fault ? SqlServerErrors.Classify(fault) : DatabaseFault.Unavailable;

    protected override string DriverName => "Microsoft.Data.SqlClient";

    public override bool IsDenied(Exception error) => error is SqlException fault && SqlServerErrors.IsDenied(fault);

    public override void AbandonConnections()
    {
        using var any = new SqlConnection(ConnectionString);
        SqlConnection.ClearPool(any);
    }

    /// <summary>All statements go in one text: see <see cref="SqlEngine.TransactionText"/>.</summary>
    public override async Task<List<GroupResult>> RunGroupAsync(
        DbConnection connection, IReadOnlyList<GroupStatement> statements, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Texts.Group(statements);
        command.CommandTimeout = TimeoutSeconds;
        foreach (var statement in statements)
        {
            var rows = command.CreateParameter();
            rows.ParameterName = SqlServerTexts.Parameter(statement.Kind);
            BindText(rows, statement.Rows);
            command.Parameters.Add(rows);
        }

        var results = new List<GroupResult>(statements.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        foreach (var statement in statements)
        {
            results.Add(await GroupResult.ReadAsync(statement.Kind, reader, cancellationToken));

            // After the last one this reads up to the server's word that it has committed.
            await reader.NextResultAsync(cancellationToken);
        }

        return results;
    }

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
