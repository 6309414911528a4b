using Universal.Persistence.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// The time of the database on this node: read now and then, and counted on from there by a clock that nobody sets. So the nodes agree on when an entry
/// is gone, also when the clock of one of them is wrong by minutes.
/// </summary>
internal sealed class DatabaseClock(ICacheStore store, TimeProvider time)
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(10);
    private volatile Reading? _reading;

    /// <summary>The time; before the first reading, the node's own.</summary>
    public DateTimeOffset Now => _reading is { } reading ? reading.Time + time.GetElapsedTime(reading.Taken) : time.GetUtcNow();

    /// <summary>Reads the clock if that is due.</summary>
    public async Task SetAsync()
    {
        if (_reading is { } last && time.GetElapsedTime(last.Taken) < ReadAgain) return;
        var asked = time.GetTimestamp();
        var read = await store.GetTimeAsync();
        // It was read somewhere between question and answer.
        _reading = new Reading(read + (time.GetElapsedTime(asked) / 2), time.GetTimestamp());
    }

    private sealed record Reading(DateTimeOffset Time, long Taken);
}
