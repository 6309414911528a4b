using Universal.Calls;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>Hands out job numbers, ascending over the cluster (key 0).</summary>
[Alias("universal.IJobIdsGrain")]
internal interface IJobIdsGrain : IGrainWithIntegerKey
{
    /// <summary>The first of <paramref name="count"/> consecutive numbers that nobody else gets. What a crash leaves unused stays a gap.</summary>
    [Alias("Take"), Repeatable] Task<long> Take(int count);
}

/// <summary>Leases blocks of numbers from the database and hands them out from memory.</summary>
internal sealed class JobIdsGrain(IJobStore store) : Grain, IJobIdsGrain
{
    private const int BlockSize = 1_000;
    private long _next;
    private long _end;

    public async Task<long> Take(int count)
    {
        if (_end - _next < count)
        {
            var size = Math.Max(BlockSize, count);
            _next = await store.LeaseIdsAsync(size);
            _end = _next + size;
        }

        var first = _next;
        _next += count;
        return first;
    }
}
