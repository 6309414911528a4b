using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Security;
using Universal.Persistence.Jobs;
using Universal.Persistence.Security;

namespace Universal.Grains.Jobs;

/// <summary>Deletes finished jobs, lines of the audit log and ended sessions that need not be kept any longer (key 0), one node at a time.</summary>
[Alias("universal.IRetentionGrain")]
internal interface IRetentionGrain : IGrainWithIntegerKey
{
    /// <summary>Sweeps once, unless a sweep was done within the last minutes. Can be repeated; a crash leaves some jobs for the next sweep.</summary>
    [Alias("Sweep")] Task Sweep();
}

/// <summary>See <see cref="IRetentionGrain"/>.</summary>
internal sealed partial class RetentionGrain(
    IJobStore store, ISecurityStore security, IOptions<JobOptions> options, IOptions<SecurityOptions> securityOptions, TimeProvider time, ILogger<RetentionGrain> logger)
    : Grain, IRetentionGrain
{
    private const int Batch = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    // A cookie that is not renewed is good for at most Gateway:SessionLifetime, which is 30 days at most.
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(31);
    private DateTimeOffset _next;

    public async Task Sweep()
    {
        var now = time.GetUtcNow();
        if (now < _next) return;
        _next = now + Rest;
        var deleted = 0;
        if (options.Value.KeepFor is { } keepFor) deleted += await RepeatAsync(() => store.DeleteEndedAsync(now - keepFor, Batch));
        foreach (var (script, policy) in await store.ReadScriptRetentionsAsync())
        {
            deleted += await RepeatAsync(() => store.DeleteEndedOfScriptAsync(
                script, policy.KeepJobs > 0 ? policy.KeepJobs : null, policy.KeepFor is { } age ? now - age : null, Batch));
        }

        if (deleted > 0) LogSwept(deleted);
        if (securityOptions.Value.KeepAuditFor is { } keepAudit)
        {
            var lines = await RepeatAsync(() => security.TrimAuditAsync(now - keepAudit, Batch));
            if (lines > 0) LogAuditSwept(lines);
        }

        await RepeatAsync(() => security.TrimSessionsAsync(now - LongestSession, Batch));
    }

    private static async Task<int> RepeatAsync(Func<Task<int>> delete)
    {
        var total = 0;
        for (int count; (count = await delete()) > 0;) total += count;
        return total;
    }

    [LoggerMessage(LogLevel.Information, "Retention deleted {Count} finished jobs")]
    private partial void LogSwept(int count);

    [LoggerMessage(LogLevel.Information, "Retention deleted {Count} lines of the audit log")]
    private partial void LogAuditSwept(int count);
}
