using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Universal.Grains.Cache;

/// <summary>See <see cref="ICacheNode"/>.</summary>
[Reentrant]
internal sealed class CacheNode(GrainId id, Silo silo, ILoggerFactory loggers, HotEntries hot) : GrainService(id, silo, loggers), ICacheNode
{
    public Task Forget(string key)
    {
        hot.Forget(key);
        return Task.CompletedTask;
    }

    public Task ForgetPart(int part, long epoch)
    {
        hot.ForgetPart(part, epoch);
        return Task.CompletedTask;
    }
}
