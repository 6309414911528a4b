using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Universal.Cache;

namespace Universal.Grains.Cache;

/// <summary>
/// Copies of entries that this node reads often, each for as long as the part that owns it has lent it. Time is counted from before the question was
/// asked, so a copy ends here before the part thinks that it has ended.
/// </summary>
internal sealed class HotEntries(IOptions<CacheOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Copy> _copies = new(StringComparer.Ordinal);
    private readonly Part[] _parts = [.. Enumerable.Range(0, CacheRules.Partitions).Select(_ => new Part())];
    private long _length;

    /// <summary>Gives a copy that still counts.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out CacheEntry? entry)
    {
        entry = null;
        if (!_copies.TryGetValue(key, out var copy)) return false;
        if (time.GetElapsedTime(copy.Asked) < copy.Lease)
        {
            entry = copy.Entry;
            return true;
        }

        Remove(copy);
        return false;
    }

    /// <summary>Before a part is asked: what <see cref="Keep"/> wants to know.</summary>
    public Question Ask(string key)
    {
        var number = CacheRules.PartitionOf(key);
        return new Question(time.GetTimestamp(), number, Volatile.Read(ref _parts[number].Recalls));
    }

    /// <summary>
    /// Keeps what a part has lent, unless it has asked for something back since the question: then this may be what it meant. What comes from a former life
    /// of the part is not kept: nobody would ask it back.
    /// </summary>
    public void Keep(Question question, CacheEntry entry, TimeSpan lease, long epoch)
    {
        var copy = new Copy(entry, question.Asked, lease, CacheSlot.Overhead + entry.Key.Length + entry.Value.Length);
        if (!HasRoom(copy.Length)) return;
        var part = _parts[question.Part];
        lock (part)
        {
            if (part.Recalls != question.Recalls || epoch < part.Epoch) return;
            part.Epoch = epoch;
            if (_copies.TryRemove(entry.Key, out var former)) Interlocked.Add(ref _length, -former.Length);
            _copies[entry.Key] = copy;
            Interlocked.Add(ref _length, copy.Length);
        }
    }

    /// <summary>Gives up the copy of a key. When this returns nobody reads it any more.</summary>
    public void Forget(string key)
    {
        var part = _parts[CacheRules.PartitionOf(key)];
        lock (part)
        {
            part.Recalls++;
            if (_copies.TryRemove(key, out var copy)) Interlocked.Add(ref _length, -copy.Length);
        }
    }

    /// <summary>Gives up all copies of a part, and from now on takes none from its lives before that epoch.</summary>
    public void ForgetPart(int number, long epoch)
    {
        var part = _parts[number];
        lock (part)
        {
            part.Recalls++;
            part.Epoch = Math.Max(part.Epoch, epoch);
            foreach (var copy in _copies.Values.Where(copy => CacheRules.PartitionOf(copy.Entry.Key) == number)) Remove(copy);
        }
    }

    private bool HasRoom(int length)
    {
        if (Volatile.Read(ref _length) + length <= options.Value.MaxHotLength) return true;
        foreach (var copy in _copies.Values.Where(copy => time.GetElapsedTime(copy.Asked) >= copy.Lease)) Remove(copy);
        return Volatile.Read(ref _length) + length <= options.Value.MaxHotLength;
    }

    private void Remove(Copy copy)
    {
        if (_copies.TryRemove(KeyValuePair.Create(copy.Entry.Key, copy))) Interlocked.Add(ref _length, -copy.Length);
    }

    /// <summary>A question to a part that is under way.</summary>
    public readonly record struct Question(long Asked, int Part, long Recalls);

    private sealed record Copy(CacheEntry Entry, long Asked, TimeSpan Lease, int Length);

    private sealed class Part
    {
        public long Recalls;

        // The newest life that has spoken.
        public long Epoch;
    }
}
