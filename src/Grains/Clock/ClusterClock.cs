using Universal.Errors;
using Universal.Persistence.Clock;

namespace Universal.Grains.Clock;

/// <summary>
/// The time of the database, without asking it each time: it goes on by this machine's steady counter, which nobody can set. So the nodes agree, whatever the
/// clock of a machine says or jumps to, and while the database is away.
/// </summary>
internal sealed class ClusterClock(IDatabaseClock database, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private volatile Reading? _last;

    /// <summary>The time; the node's own until the database was asked once.</summary>
    public DateTimeOffset Now => _last is { } last ? last.Time + time.GetElapsedTime(last.Stamp) : time.GetUtcNow();

    /// <summary>Asks the database when the last answer is no longer fresh. What it says is taken for the middle of the question's way.</summary>
    /// <exception cref="DatabaseUnavailableException">The database does not answer; the time goes on from its last answer.</exception>
    public async Task SynchroniseAsync(CancellationToken cancellationToken = default)
    {
        if (_last is { } last && time.GetElapsedTime(last.Stamp) < Period) return;
        var asked = time.GetTimestamp();
        var answer = await database.ReadAsync(cancellationToken);
        var answered = time.GetTimestamp();
        _last = new Reading(answer + (time.GetElapsedTime(asked, answered) / 2), answered);
    }

    /// <summary>The time, asked for when the last answer is no longer fresh. While the database is away it goes on from that.</summary>
    public async Task<DateTimeOffset> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await SynchroniseAsync(cancellationToken);
        }
        catch (DatabaseUnavailableException)
        {
            // What is to be done with the time will say so, if it needs the database.
        }

        return Now;
    }

    // One reference, so that a reader on another thread sees both or none.
    private sealed record Reading(DateTimeOffset Time, long Stamp);
}
