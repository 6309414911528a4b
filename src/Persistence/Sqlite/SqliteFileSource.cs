using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Universal.Persistence.Sqlite;

/// <summary>
/// Connections to one SQLite file. Sets each connection up, and passes one user at a time: SQLite has one writer, and a user that waits here
/// holds no thread, while one that waits inside SQLite does.
/// </summary>
internal sealed class SqliteFileSource(string connectionString, TimeSpan busyTimeout) : DbDataSource
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _walIsSet;

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new GatedConnection(this);

    private void SetUp(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        // What was answered must outlast a power failure too: a fencing token or a job's number given out twice would be worse than a slow commit.
        command.CommandText = FormattableString.Invariant($"PRAGMA busy_timeout={(int)busyTimeout.TotalMilliseconds};PRAGMA synchronous=FULL;");

        // Write-ahead logging is kept in the file; asking again on each connection would cost a lock.
        if (!_walIsSet) command.CommandText += "PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
        _walIsSet = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        SqliteConnection.ClearPool(new SqliteConnection(connectionString));
        _gate.Dispose();
    }

    private sealed class GatedConnection(SqliteFileSource source) : SqliteConnection(source.ConnectionString)
    {
        private int _holds;

        public override void Open()
        {
            if (!source._gate.Wait(source.BusyTimeout)) throw Busy();
            OpenInside();
        }

        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            if (!await source._gate.WaitAsync(source.BusyTimeout, cancellationToken)) throw Busy();
            OpenInside();
        }

        public override void Close()
        {
            base.Close();
            Release();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing) Release();
        }

        private void OpenInside()
        {
            _holds = 1;
            try
            {
                base.Open();
                source.SetUp(this);
            }
            catch
            {
                Close();
                throw;
            }
        }

        private void Release()
        {
            if (State == ConnectionState.Closed && Interlocked.Exchange(ref _holds, 0) == 1) source._gate.Release();
        }

        private static SqliteException Busy() => new("Other work of this process kept the database file busy.", 5);
    }

    private TimeSpan BusyTimeout => busyTimeout;
}
