namespace Bench.Measuring;

/// <summary>CPU time of all processes that take part.</summary>
/// <param name="Workers">The workers, with what they started.</param>
/// <param name="Database">The database server.</param>
/// <param name="Client">The measuring process, which is the client.</param>
public readonly record struct CpuTimes(TimeSpan Workers, TimeSpan Database, TimeSpan Client)
{
    public TimeSpan WithoutClient => Workers + Database;

    public TimeSpan All => WithoutClient + Client;

    public static CpuTimes operator -(CpuTimes a, CpuTimes b) => new(a.Workers - b.Workers, a.Database - b.Database, a.Client - b.Client);
}
