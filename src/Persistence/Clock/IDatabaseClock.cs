namespace Universal.Persistence.Clock;

/// <summary>The clock of the database: the one that all nodes share, however wrong their own are.</summary>
public interface IDatabaseClock
{
    /// <summary>The time that the database says it is. Embedded SQLite has no clock of its own and gives the machine's.</summary>
    Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default);
}
