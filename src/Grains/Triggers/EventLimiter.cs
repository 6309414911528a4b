using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>Keeps events that strangers can cause from starting jobs by the thousand: so many of each kind in a minute. Can be called from any thread.</summary>
internal sealed class EventLimiter(int perMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<TriggerEvent, (long Since, int Taken)> _kinds = [];

    /// <summary>Whether strangers can cause such events.</summary>
    public static bool Limits(TriggerEvent kind) =>
        kind is TriggerEvent.RevokedAppTokenUsage or TriggerEvent.ApiError or TriggerEvent.ApiAuthenticationFailed;

    /// <summary>Takes one. False: there were enough of them in this minute.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="refused">How many were refused in the minute that has just ended, when this is the first after it; else 0.</param>
    public bool Take(TriggerEvent kind, out int refused)
    {
        refused = 0;
        if (!Limits(kind)) return true;
        lock (_gate)
        {
            var (since, taken) = _kinds.GetValueOrDefault(kind, (time.GetTimestamp(), 0));
            if (time.GetElapsedTime(since) >= Minute)
            {
                refused = Math.Max(0, taken - perMinute);
                (since, taken) = (time.GetTimestamp(), 0);
            }

            _kinds[kind] = (since, taken + 1);
            return taken < perMinute;
        }
    }
}
