using System.Data;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Tests.Stores;

/// <summary>Which index a statement takes when many finished jobs are stored.</summary>
public sealed class QueryPlanTests(PostgreSqlFixture postgreSql, SqliteFixture sqlite) : IClassFixture<PostgreSqlFixture>, IClassFixture<SqliteFixture>
{
    private const string FillPostgreSql = """
        INSERT INTO job (id, script, environment, state, final_state, attempt, target, priority, retained, created_at, ended_at, retries_used, version)
        SELECT i, 's' || i % 1000, 'e', s, CASE WHEN s >= 10 THEN s END, 1, 'any', 0, false, now(), now(), 0, 1
        FROM (SELECT i, CASE WHEN i % 5000 = 0 THEN 0 WHEN i % 100 = 0 THEN 13 ELSE 10 END AS s FROM generate_series(1, 50000) AS i) AS rows;
        ANALYZE job
        """;

    private const string FillSqlite = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO job (id, script, environment, state, final_state, attempt, target, priority, retained, created_at, ended_at, retries_used, version)
        SELECT i, 's' || i % 1000, 'e', 10, CASE WHEN i % 5000 > 0 THEN 10 END, 1, 'any', 0, 0, 0, 0, 0, 1 FROM n
        """;

    private static async Task<string> ExplainAsync(StoreFixture fixture, string engine, string explain, string statement, string filter)
    {
        if (await fixture.RunAsync("SELECT count(*) FROM job") == 0) await fixture.RunAsync(engine == "Sqlite" ? FillSqlite : FillPostgreSql);
        await using var connection = await fixture.Services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = explain + new StatementTexts().Get(engine, statement);
        foreach (var (name, type, value) in Parameters)
        {
            if (!command.CommandText.Contains("@" + name, StringComparison.Ordinal)) continue;
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            parameter.Value = value is null || (filter != name && Filters.Contains(name)) ? DBNull.Value : value;
            command.Parameters.Add(parameter);
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(Convert.ToString(reader.GetValue(reader.FieldCount - 1), null)!);
        return string.Join('\n', plan);
    }

    private static readonly (string Name, DbType Type, object? Value)[] Parameters =
    [
        ("after", DbType.Int64, 0L), ("before", DbType.Int64, 40000L), ("take", DbType.Int32, 50), ("states", DbType.Int32, -1), ("node", DbType.String, null),
        ("script", DbType.String, "s1"), ("identity", DbType.String, "i"), ("parent", DbType.Int64, 7L), ("key", DbType.String, "k"),
    ];

    private static readonly string[] Filters = ["script", "identity", "parent"];

    public static TheoryData<string, string, string> ExpectedIndexes => new()
    {
        { "JobReadLive", "", "ix_job_live" },
        { "JobReadLiveKeys", "", "ix_job_live" },
        { "JobListLive", "", "ix_job_live" },
        { "JobListByScript", "script", "ix_job_script" },
        { "JobListByIdentity", "identity", "ix_job_identity" },
        { "JobListByParent", "parent", "ix_job_parent" },
        { "JobListUnsuccessful", "", "ix_job_unsuccessful" },
        { "JobFindByKey", "identity", "ux_job_idempotency" },
    };

    [Theory]
    [MemberData(nameof(ExpectedIndexes))]
    public async Task Statement_ManyFinishedJobs_TakesItsIndex(string statement, string filter, string index)
    {
        var onPostgreSql = await ExplainAsync(postgreSql, "PostgreSql", "EXPLAIN ", statement, filter);
        var onSqlite = await ExplainAsync(sqlite, "Sqlite", "EXPLAIN QUERY PLAN ", statement, filter);

        Assert.Contains(index, onPostgreSql);
        Assert.DoesNotContain("Seq Scan", onPostgreSql);
        Assert.Contains(index, onSqlite);
    }

    [Theory]
    [InlineData("JobUpdate", """[{"id":1,"version":2,"state":1}]""")]
    [InlineData("OutputAppend", """[{"job_id":1,"attempt":1,"seq":1,"stream":0,"output_time":"2026-01-01T00:00:00Z","output_text":"x"}]""")]
    public async Task MultiRowStatement_EmptyTableNeverAnalysed_LooksJobsUpByKey(string statement, string rows)
    {
        // The plan that is prepared while the table is small stays in use while it grows.
        var text = "EXPLAIN " + new StatementTexts().Get("PostgreSql", statement);
        var node = (await postgreSql.AddNodesOverEmptyDatabaseAsync(1))[0];
        await node.GetRequiredService<Universal.Persistence.Schema.ISchemaMigrator>().MigrateAsync();
        await using var connection = await node.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("rows", rows);
        command.Parameters.Add(parameter);
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));

        Assert.Contains(plan, line => line.Contains("pk_job on job", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on job", StringComparison.Ordinal));
    }
}
