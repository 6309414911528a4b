namespace Universal.Persistence.Schema;

/// <summary>Brings the database's schema to the version of this program.</summary>
public interface ISchemaMigrator
{
    /// <summary>
    /// Runs the numbered scripts that the database has not seen. Safe when several nodes start at once: one runs them, the others wait.
    /// A crash in the middle leaves a state that the next run completes: every script can be run again.
    /// </summary>
    /// <exception cref="Errors.SchemaMismatchException">A script failed or was refused to the account; the message says which and why.</exception>
    Task MigrateAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks at what the database is set to, and writes it to the log. Before migrating.</summary>
    /// <returns>What makes it slower or less available than it could be, and what to do, in a sentence each.</returns>
    /// <exception cref="Errors.SchemaMismatchException">The program cannot work with these settings; the message says what to change.</exception>
    Task<IReadOnlyList<string>> InspectAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks that database and program fit.</summary>
    /// <exception cref="Errors.SchemaMismatchException">The database misses scripts (run <c>migrate</c>) or has some that this program does not know (it is older).</exception>
    Task VerifyAsync(CancellationToken cancellationToken = default);
}
