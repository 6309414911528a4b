using Orleans.Services;

namespace Universal.Grains.Cache;

/// <summary>Each node's copies of hot entries: a grain service, addressed by its silo.</summary>
[Alias("universal.ICacheNode")]
internal interface ICacheNode : IGrainService
{
    /// <summary>Gives up the copy of a key; done when this returns.</summary>
    [Alias("Forget")] Task Forget(string key);

    /// <summary>Gives up all copies of a part, and takes none from its lives before that epoch any more; done when this returns.</summary>
    [Alias("ForgetPart")] Task ForgetPart(int part, long epoch);
}
