using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Universal.Persistence;

/// <summary>Reports every fault of <see cref="DatabaseOptions"/> at once. Never prints the connection string.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(options.Engine)) faults.Add("Database:Engine: one of Sqlite, PostgreSql, SqlServer is needed.");
        else CheckConnectionString(options, faults);
        if (options.GroupCommitDelay < TimeSpan.Zero || options.GroupCommitDelay > TimeSpan.FromSeconds(1))
            faults.Add("Database:GroupCommitDelay: a time from 0 to 1 s is needed.");
        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
            faults.Add("Database:CommandTimeout: a time from 1 s to 10 min is needed.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckConnectionString(DatabaseOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            if (options.Engine != DatabaseEngine.Sqlite) faults.Add($"Database:ConnectionString: needed for {options.Engine}.");
            return;
        }

        try
        {
            DbConnectionStringBuilder parsed = options.Engine switch
            {
                DatabaseEngine.PostgreSql => new NpgsqlConnectionStringBuilder(options.ConnectionString),
                DatabaseEngine.SqlServer => new SqlConnectionStringBuilder(options.ConnectionString),
                _ => new SqliteConnectionStringBuilder(options.ConnectionString),
            };
            if (parsed is SqliteConnectionStringBuilder sqlite && (sqlite.Mode == SqliteOpenMode.Memory || sqlite.DataSource is "" or ":memory:"))
                faults.Add("Database:ConnectionString: SQLite needs a file (Data Source=...); a database in memory would be lost with the process.");
            if (parsed is SqlConnectionStringBuilder { Authentication: not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword) })
                faults.Add("Database:ConnectionString: Authentication by Microsoft Entra is not supported. Use a login of the server (User ID and Password) or Integrated Security.");
            if (parsed is NpgsqlConnectionStringBuilder { Host: null or "" }) faults.Add("Database:ConnectionString: Host is missing.");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message of the parser may quote a part of the string, which is secret.
            faults.Add($"Database:ConnectionString: not a connection string of {options.Engine} ({fault.GetType().Name}).");
        }
    }
}
