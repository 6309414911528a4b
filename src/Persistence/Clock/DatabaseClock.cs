using Universal.Persistence.Statements;

namespace Universal.Persistence.Clock;

/// <inheritdoc/>
internal sealed class DatabaseClock(Database database) : IDatabaseClock
{
    public async Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default) =>
        (await database.QueryAsync("ClockRead", _ => { }, row => row.Time(0), cancellationToken))[0];
}
