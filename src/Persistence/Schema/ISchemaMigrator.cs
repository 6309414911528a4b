namespace Universal.Persistence.Schema;

/// <summary>Brings the database's schema to the version of this program.</summary>
public interface ISchemaMigrator
{
    /// <summary>
    /// Runs the numbered scripts that the database has not seen. Safe when several nodes start at once: one runs them, the others wait.
    /// A crash in the middle leaves a state that the next run completes: every script can be run again.
    /// </summary>
    Task MigrateAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks that database and program fit.</summary>
    /// <exception cref="Errors.SchemaMismatchException">The database misses scripts (run <c>migrate</c>) or has some that this program does not know (it is older).</exception>
    Task VerifyAsync(CancellationToken cancellationToken = default);
}
