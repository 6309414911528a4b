using Universal.Cache;
using Universal.Errors;
using Universal.Grains.Dispatch;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Persistence.Secrets;

namespace Universal.Grains.Cache;

/// <summary>Secure strings in the values of the cache: encrypted for their key before any node keeps them, readable again for running jobs alone.</summary>
internal sealed class CacheSecrets(SecretVault vault, NodeAgents agents, IGrainFactory grains)
{
    private const string Use = "cache";

    /// <summary>The entry as it is kept.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the cluster's key.</exception>
    public async Task<CacheWrite> SealAsync(CacheWrite write) =>
        ClixmlSecrets.Has(write.Value) ? write with { Value = await ClixmlSecrets.SealAsync(write.Value, vault, Use, write.Key) } : write;

    /// <summary>The entry for a running job, whose node masks the secrets before it has them; for others with the secrets masked.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the cluster's key.</exception>
    public async Task<CacheEntry> RevealAsync(CacheEntry entry, long? jobId)
    {
        if (jobId is { } id && await grains.GetGrain<IJobGrain>(id).Get() is { } job && job.State.HoldsLease())
        {
            var value = await ClixmlSecrets.OpenAsync(entry.Value, vault, Use, entry.Key);
            if (await agents.On(SiloAddress.FromParsableString(job.NodeIncarnation!)).Hide(new AttemptKey(job.Id, job.Attempt), [.. ClixmlSecrets.TextsOf(value)]))
                return entry with { Value = value };
        }

        return entry with { Value = ClixmlSecrets.Hide(entry.Value)! };
    }
}
