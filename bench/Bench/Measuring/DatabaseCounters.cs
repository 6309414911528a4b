using Npgsql;

namespace Bench.Measuring;

/// <summary>Commits and statements of one database since it was made.</summary>
/// <param name="Commits">Committed transactions, a statement of its own included.</param>
/// <param name="Statements">Statements without those that only begin or end transactions. Null: the server has no pg_stat_statements.</param>
public sealed record DatabaseCounters(long Commits, long? Statements)
{
    // Reading is done from another database, so that it does not count itself.
    private const string CommitsSql = "SELECT xact_commit FROM pg_stat_database WHERE datname = @name";
    private const string StatementsSql = """
        SELECT coalesce(sum(s.calls), 0)::bigint FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = @name AND s.query !~* '^\s*(begin|commit|rollback|start transaction|discard|savepoint|release|set )'
        """;
    private const string BackendsSql = "SELECT count(*) FROM pg_stat_activity WHERE datname = @name";

    public static DatabaseCounters operator -(DatabaseCounters a, DatabaseCounters b) => new(a.Commits - b.Commits, a.Statements - b.Statements);

    /// <summary>Makes statements countable, where the server has the extension.</summary>
    public static async Task EnableAsync(NpgsqlDataSource server)
    {
        await using var command = server.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e)
        {
            Console.Error.WriteLine($"Statements are not counted: {e.MessageText}");
        }
    }

    public static async Task<DatabaseCounters> ReadAsync(NpgsqlDataSource server, string database)
    {
        var commits = await ScalarAsync(server, CommitsSql, database);
        try
        {
            return new DatabaseCounters(commits, await ScalarAsync(server, StatementsSql, database));
        }
        catch (PostgresException)
        {
            return new DatabaseCounters(commits, null);
        }
    }

    /// <summary>How many connections the database has. A connection that ended has reported all it did.</summary>
    public static Task<long> ReadBackendsAsync(NpgsqlDataSource server, string database) => ScalarAsync(server, BackendsSql, database);

    private static async Task<long> ScalarAsync(NpgsqlDataSource server, string sql, string database)
    {
        await using var command = server.CreateCommand(sql);
        command.Parameters.AddWithValue("name", database);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
