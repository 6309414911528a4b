using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>
/// Failed sign-ins of one identity by where they come from: a browser that is known, otherwise an address. Who guesses is locked out by themselves; where
/// a good sign-in came from is only slowed down. Lives in the identity's grain: one for the cluster, and its end forgets it.
/// </summary>
internal sealed class SignInGuard(SecurityOptions options)
{
    private const int MaxSources = 1_000;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Source> _sources = new(StringComparer.Ordinal);

    /// <summary>Whether somebody signed in from there before.</summary>
    public bool IsKnown(RequestOrigin origin) => origin.Device is not null || Find(origin) is { Known: true };

    /// <summary>Whether a sign-in from there is refused now, right password or not.</summary>
    public bool Refuses(RequestOrigin origin, DateTimeOffset now) => Find(origin) is { Until: { } until } && now < until;

    /// <summary>Counts a failure.</summary>
    /// <returns>Until when further ones are refused; null: they are not.</returns>
    public DateTimeOffset? AfterFailure(RequestOrigin origin, DateTimeOffset now)
    {
        var known = IsKnown(origin);
        var source = Find(origin) ?? new Source(0, null, false, now);
        // Failures before a lock-out that has ended do not count towards the next one.
        var failures = (!known && source.Until is not null ? 0 : source.Failures) + 1;
        var over = failures - options.LockoutFailures;
        DateTimeOffset? until = over < 0 ? null : now + (known ? PauseAfter(over) : options.LockoutTime);
        Set(origin, new Source(failures, until, source.Known, now));
        return until;
    }

    /// <summary>Remembers a good sign-in.</summary>
    public void AfterSuccess(RequestOrigin origin, DateTimeOffset now)
    {
        Set(origin, new Source(0, null, true, now));
        if (origin.Device is not null) Set(origin with { Device = null }, new Source(0, null, true, now));
    }

    /// <summary>Ends every lock-out. What is known stays known.</summary>
    public void Unlock()
    {
        foreach (var (key, source) in _sources.ToArray()) _sources[key] = source with { Failures = 0, Until = null };
    }

    private static TimeSpan PauseAfter(int over) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(over, 10))));

    private static string KeyOf(RequestOrigin origin) => origin.Device is { } device ? "device/" + device : "address/" + origin.Address;

    private Source? Find(RequestOrigin origin) => _sources.GetValueOrDefault(KeyOf(origin));

    private void Set(RequestOrigin origin, Source source)
    {
        if (_sources.Count >= MaxSources && !_sources.ContainsKey(KeyOf(origin)))
        {
            // Strangers with a thousand addresses push out one another before anybody who signed in.
            _sources.Remove(_sources.MinBy(entry => (entry.Value.Known, entry.Value.SeenAt)).Key);
        }

        _sources[KeyOf(origin)] = source;
    }

    private sealed record Source(int Failures, DateTimeOffset? Until, bool Known, DateTimeOffset SeenAt);
}
