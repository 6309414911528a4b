namespace Universal.Persistence;

/// <summary>The database engine.</summary>
public enum DatabaseEngine
{
    /// <summary>One file on a local disk; several nodes on one machine can share it.</summary>
    Sqlite,

    /// <summary>PostgreSQL 13 or newer.</summary>
    PostgreSql,

    /// <summary>SQL Server 2016 or newer, or Azure SQL.</summary>
    SqlServer,
}

/// <summary>Section <c>Database</c> of the configuration.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Database";

    /// <summary>The engine. Default SQLite.</summary>
    public DatabaseEngine Engine { get; set; }

    /// <summary>Connection string of the engine's ADO.NET provider. Default for SQLite: <c>universal.db</c> in the node's data folder. Secret.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether a node runs pending schema scripts when it starts. Default true. When false, run <c>migrate</c> with an account that may.</summary>
    public bool RunMigrations { get; set; } = true;

    /// <summary>How long a write waits for more writes to leave together with it, once the database is busy with the ones before. Default 2 ms; an idle database never waits.</summary>
    public TimeSpan GroupCommitDelay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long one statement may take. Default 15 s.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
