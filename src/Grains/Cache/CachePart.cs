using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// The memory of a part: its entries, their order of use, the bound. Of persisted entries it always knows the keys, and when there is no room gives up
/// values only; of others what was not used for longest is lost. Used from one grain's turns only.
/// </summary>
internal sealed class CachePart(long maxLength)
{
    private readonly Dictionary<string, CacheSlot> _slots = new(StringComparer.Ordinal);
    private readonly LinkedList<CacheSlot> _used = new();
    private string[]? _sorted;
    private long _length;

    /// <summary>Entries, those whose time is over included.</summary>
    public IReadOnlyCollection<CacheSlot> Slots => _slots.Values;

    /// <summary>Whether an entry of that many characters can be held at all.</summary>
    public bool CanHold(int length) => length <= maxLength;

    /// <summary>An entry whose time is not over, or null.</summary>
    public CacheSlot? Find(string key, DateTimeOffset now) => _slots.TryGetValue(key, out var slot) && !(slot.Due <= now) ? slot : null;

    /// <summary>An entry whose time may be over, or null.</summary>
    public CacheSlot? FindAny(string key) => _slots.GetValueOrDefault(key);

    /// <summary>Puts an entry in place of the one of its key.</summary>
    public void Put(CacheSlot slot)
    {
        if (!_slots.TryGetValue(slot.Key, out var former)) _sorted = null;
        else Unplace(former);
        _slots[slot.Key] = slot;
        if (slot.Value is not null) Place(slot);
    }

    /// <summary>Takes the value of an entry into memory, if it is still the one of its key.</summary>
    public void Fill(CacheSlot slot, string value)
    {
        if (slot.Value is not null || FindAny(slot.Key) != slot || !CanHold(slot.Key.Length + value.Length)) return;
        slot.Value = value;
        Place(slot);
    }

    /// <summary>Notes that an entry was read.</summary>
    public void Use(CacheSlot slot, DateTimeOffset now)
    {
        slot.UsedAt = now;
        if (slot.Place is not { } place || place == _used.First) return;
        _used.Remove(place);
        _used.AddFirst(place);
    }

    public void Remove(CacheSlot slot)
    {
        if (!_slots.TryGetValue(slot.Key, out var there) || there != slot) return;
        _slots.Remove(slot.Key);
        _sorted = null;
        Unplace(slot);
    }

    public void Clear()
    {
        _slots.Clear();
        _used.Clear();
        _sorted = null;
        _length = 0;
    }

    /// <summary>Entries after a key that fit, by key.</summary>
    public List<CacheItem> List(string? after, Func<string, bool> matches, int take, DateTimeOffset now)
    {
        var items = new List<CacheItem>();
        if (_sorted is null)
        {
            _sorted = [.. _slots.Keys];
            Array.Sort(_sorted, StringComparer.Ordinal);
        }

        var from = after is null ? 0 : Array.BinarySearch(_sorted, after, StringComparer.Ordinal);
        for (var i = from < 0 ? ~from : after is null ? 0 : from + 1; i < _sorted.Length && items.Count < take; i++)
        {
            if (matches(_sorted[i]) && Find(_sorted[i], now) is { } slot) items.Add(slot.Item);
        }

        return items;
    }

    private void Place(CacheSlot slot)
    {
        _length += slot.Length;
        slot.Place = _used.AddFirst(slot);
        while (_length > maxLength && _used.Last is { } last && last.Value != slot)
        {
            var loser = last.Value;
            Unplace(loser);
            if (loser.Persisted) loser.Value = null;
            else Remove(loser);
        }
    }

    private void Unplace(CacheSlot slot)
    {
        if (slot.Place is not { } place) return;
        _used.Remove(place);
        slot.Place = null;
        _length -= slot.Length;
    }
}
