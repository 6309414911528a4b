using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using Universal.Errors;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Statements;

/// <summary>Runs single statements by name. Every failure that is not of the data surfaces as <see cref="DatabaseUnavailableException"/>.</summary>
internal sealed class Database(DbDataSource source, SqlEngine engine, IOptions<DatabaseOptions> options, TimeProvider time)
{
    public delegate void Bind(StatementParameters parameters);

    public Task<List<T>> QueryAsync<T>(string statement, Bind bind, Func<StatementRow, T> read, CancellationToken cancellationToken) =>
        RunAsync([statement], bind, transaction: false, async (command, token) =>
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token)) rows.Add(read(new StatementRow(reader, engine)));
            return rows;
        }, cancellationToken);

    public async Task<T?> FindAsync<T>(string statement, Bind bind, Func<StatementRow, T> read, CancellationToken cancellationToken) where T : class
    {
        var rows = await QueryAsync(statement, bind, read, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <returns>How many rows the statement changed.</returns>
    public Task<int> ExecuteAsync(string statement, Bind bind, CancellationToken cancellationToken) =>
        RunAsync([statement], bind, transaction: false, (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);

    /// <returns>How many rows the text of one or more statements changed, in one transaction.</returns>
    public Task<int> ExecuteInTransactionAsync(string statement, Bind bind, CancellationToken cancellationToken) =>
        RunAsync([statement], bind, transaction: true, (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);

    /// <summary>Runs a text of one or more statements in one transaction and returns the one number that it gives.</summary>
    public Task<long> ScalarInTransactionAsync(string statement, Bind bind, CancellationToken cancellationToken) =>
        RunAsync([statement], bind, transaction: true, ReadScalarAsync, cancellationToken);

    public Task<long> ScalarAsync(string statement, Bind bind, CancellationToken cancellationToken) =>
        RunAsync([statement], bind, transaction: false, ReadScalarAsync, cancellationToken);

    /// <summary>Runs two statements with the same parameters in one transaction; returns how many rows the second changed.</summary>
    public Task<int> ExecuteTwoAsync(string first, string second, Bind bind, CancellationToken cancellationToken) =>
        RunAsync([first, second], bind, transaction: true, (command, token) => command.ExecuteNonQueryAsync(token), cancellationToken);

    /// <summary>For callers whose interface is synchronous.</summary>
    public List<T> Query<T>(string statement, Func<StatementRow, T> read) => Run(statement, _ => { }, command =>
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(read(new StatementRow(reader, engine)));
        return rows;
    });

    /// <summary>For callers whose interface is synchronous.</summary>
    public int Execute(string statement, Bind bind) => Run(statement, bind, command => command.ExecuteNonQuery());

    // To the end: an error after the number, that of the commit for instance, is one all the same.
    private static async Task<long> ReadScalarAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        long? number = null;
        do
        {
            while (await reader.ReadAsync(cancellationToken)) number ??= Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture);
        }
        while (await reader.NextResultAsync(cancellationToken));

        return number ?? 0;
    }

    private async Task<T> RunAsync<T>(
        string[] statements, Bind bind, bool transaction, Func<DbCommand, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var left = options.Value.CommandTimeout - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero) left = TimeSpan.FromMilliseconds(1);
                return await CallLimit.WaitAsync(
                    RunOnceAsync(statements, bind, transaction, run, cancellationToken), left, CallLimit.Grace, time, engine.AbandonConnections, cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested && engine.Classify(error) is var fault && fault != DatabaseFault.Data)
            {
                // A victim was rolled back as a whole, so that it can run again.
                if (fault != DatabaseFault.Conflict || attempt >= ConflictPause.MaxAttempts) throw Unavailable(error);
            }

            await Task.Delay(ConflictPause.After(attempt), time, cancellationToken);
        }
    }

    // The time-out's token serves to connect and to begin; a statement ends by the driver's own time-out, which a canceled one may no longer heed.
    private async Task<T> RunOnceAsync<T>(
        string[] statements, Bind bind, bool transaction, Func<DbCommand, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var whole = transaction ? engine.TransactionText(statements) : null;
        await using var scope = transaction && whole is null ? await engine.BeginAsync(connection, cancellationToken) : null;
        await using var command = Prepare(connection, scope, whole ?? engine.Text(statements[0]), bind);
        if (whole is null)
        {
            foreach (var next in statements.Skip(1))
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                command.CommandText = engine.Text(next);
            }
        }

        var result = await run(command, cancellationToken);
        if (scope is not null) await scope.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.CommandTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await source.OpenConnectionAsync(either.Token);
    }

    private T Run<T>(string statement, Bind bind, Func<DbCommand, T> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var connection = source.OpenConnection();
                using var command = Prepare(connection, null, engine.Text(statement), bind);
                return run(command);
            }
            catch (Exception error) when (engine.Classify(error) is var fault && fault != DatabaseFault.Data)
            {
                if (fault != DatabaseFault.Conflict || attempt >= ConflictPause.MaxAttempts) throw Unavailable(error);
            }
        }
    }

    private DbCommand Prepare(DbConnection connection, DbTransaction? transaction, string text, Bind bind)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = engine.TimeoutSeconds;
        command.Transaction = transaction;
        bind(new StatementParameters(command, engine));
        return command;
    }

    /// <summary>The error for a caller; the driver's own goes along as text only, because callers on other nodes may not have its type.</summary>
    public static DatabaseUnavailableException Unavailable(Exception error) =>
        error as DatabaseUnavailableException ?? new DatabaseUnavailableException($"The database did not answer: {error.Message}");
}
