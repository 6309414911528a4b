using Orleans.Runtime.Services;

namespace Universal.Grains.Cache;

/// <summary>Reaches the copies of a given node.</summary>
internal sealed class CacheNodes(IServiceProvider services) : GrainServiceClient<ICacheNode>(services)
{
    public ICacheNode On(SiloAddress silo) => GetGrainService(silo);
}
