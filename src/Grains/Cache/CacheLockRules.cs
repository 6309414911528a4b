using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>What a request for a lock must be like.</summary>
internal static class CacheLockRules
{
    private const int MaxOwnerLength = 200;
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(1);

    /// <summary>Every fault of a request, by field.</summary>
    public static Dictionary<string, string[]> Faults(string name, CacheLockRequest request)
    {
        var faults = Faults(name, request.Lease);
        if (request.Owner is not { Length: > 0 and <= MaxOwnerLength } || !CacheRules.IsStorable(request.Owner)) faults["owner"] = [$"Must have 1 to {MaxOwnerLength} characters."];
        else if (CacheRules.HasOuterSpace(request.Owner)) faults["owner"] = ["Must not begin or end with a space."];
        if (request.Wait < TimeSpan.Zero) faults["wait"] = ["Must not be negative."];
        return faults;
    }

    /// <summary>Every fault of a name and a lease.</summary>
    public static Dictionary<string, string[]> Faults(string name, TimeSpan lease)
    {
        var faults = new Dictionary<string, string[]>();
        CacheRules.AddKeyFault(faults, "name", name);
        if (lease < ShortestLease || lease > LongestLease) faults["lease"] = ["Must be 1 second to 1 day."];
        return faults;
    }
}
