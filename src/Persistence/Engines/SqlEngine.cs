using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using DbUp.Builder;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Statements;

namespace Universal.Persistence.Engines;

/// <summary>What differs between the engines beside the text of their statements.</summary>
internal abstract class SqlEngine(DatabaseOptions options) : IDatabaseEngine
{
    private readonly StatementTexts _texts = new();

    protected DatabaseOptions Options { get; } = options;

    public abstract DatabaseEngine Engine { get; }

    public abstract string OrleansInvariant { get; }

    /// <summary>Folder of the engine's scripts and statements among the embedded resources.</summary>
    public string Folder => Engine.ToString();

    /// <summary>The connection string in effect.</summary>
    public abstract string ConnectionString { get; }

    public virtual string Text(string statement) => _texts.Get(Folder, statement);

    /// <summary>
    /// One text that runs statements as one transaction of the server's own and counts the rows of the last, or null: the driver begins and commits. A process
    /// that freezes within its transaction keeps the locks until the server ends the connection; within one text it cannot.
    /// </summary>
    public virtual string? TransactionText(IReadOnlyList<string> statements) => null;

    public abstract DbDataSource CreateDataSource();

    /// <summary>What DbUp needs to run scripts on this engine, the journal included.</summary>
    public abstract UpgradeEngineBuilder CreateUpgrade();

    /// <summary>Looks at what the database is set to.</summary>
    public virtual Task<DatabaseInspection> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(DatabaseInspection.None);

    /// <summary>Waits until no other process migrates the same database, and keeps others waiting until disposed.</summary>
    public abstract Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken);

    public DatabaseFault Classify(Exception error) => error switch
    {
        DbException fault => ClassifyDatabaseError(fault),
        TimeoutException or SocketException or IOException or OperationCanceledException => DatabaseFault.Unavailable,

        // No connection of the pool is free, the connection has been closed, its transaction is over: the driver's state, and no row.
        InvalidOperationException { InnerException: null } fault when fault.Source == DriverName => DatabaseFault.Unavailable,
        InvalidOperationException { InnerException: DbException fault } => ClassifyDatabaseError(fault),
        _ => DatabaseFault.Data,
    };

    protected abstract DatabaseFault ClassifyDatabaseError(DbException error);

    /// <summary>Name of the driver's assembly when an <see cref="InvalidOperationException"/> of its own tells the state of a connection; null: of no driver.</summary>
    protected virtual string? DriverName => null;

    /// <summary>Whether the account may not do what was asked.</summary>
    public virtual bool IsDenied(Exception error) => false;

    /// <summary>A connection does not answer: those of the pool are closed when they come back, and new ones are opened for others.</summary>
    public abstract void AbandonConnections();

    public abstract void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset value);

    public abstract void BindTime(DbParameter parameter, DateTimeOffset? value);

    public abstract DateTimeOffset ReadTime(DbDataReader reader, int column);

    public virtual void BindText(DbParameter parameter, string? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value ?? (object)DBNull.Value;
    }

    /// <summary>Runs statements in one transaction and returns what each gave, only after the commit.</summary>
    public virtual async Task<List<GroupResult>> RunGroupAsync(
        DbConnection connection, IReadOnlyList<GroupStatement> statements, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var results = new List<GroupResult>(statements.Count);
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text(statement.Kind.Statement);
            command.CommandTimeout = TimeoutSeconds;
            command.Transaction = transaction;
            var rows = command.CreateParameter();
            rows.ParameterName = "rows";
            BindText(rows, statement.Rows);
            command.Parameters.Add(rows);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            results.Add(await GroupResult.ReadAsync(statement.Kind, reader, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return results;
    }

    public virtual async ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public int TimeoutSeconds => (int)Math.Ceiling(Options.CommandTimeout.TotalSeconds);
}
