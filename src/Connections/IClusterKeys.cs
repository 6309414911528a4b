namespace Universal.Connections;

/// <summary>What a process knows that only the cluster's own processes know.</summary>
public interface IClusterKeys
{
    /// <summary>
    /// 32 bytes derived from each of the cluster's keys that this process has: first from the one that it writes with, then from those that it only
    /// reads with. Empty: it has none.
    /// </summary>
    IReadOnlyList<byte[]> AuthoritySeeds { get; }
}
