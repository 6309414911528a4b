using Microsoft.Extensions.Logging;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>
/// The children of a job on all nodes: one per node, from the list of nodes that the parent's target holds. A child's idempotency key is made of parent
/// and node, so that spawning again after a crash makes only what is missing.
/// </summary>
internal sealed partial class NodeChildren(
    IJobStore store, JobIds ids, LiveNodes nodes, IGrainFactory grains, TimeProvider time, ILogger<NodeChildren> logger)
{
    /// <summary>Keys that begin so are the platform's own.</summary>
    public const string ReservedKeyPrefix = "universal:";

    private const string KeyPrefix = ReservedKeyPrefix + "parent/";

    public static bool IsNodeChild(JobRecord job) => job.IdempotencyKey?.StartsWith(KeyPrefix, StringComparison.Ordinal) == true;

    public async Task SpawnMissingAsync(JobRecord parent)
    {
        var existing = (await ReadAsync(parent)).Select(child => child.IdempotencyKey).ToHashSet();
        var missing = parent.Target.NodeList.Select(node => (Node: node, Key: $"{KeyPrefix}{parent.Id}/{node}")).Where(child => !existing.Contains(child.Key));
        await Task.WhenAll(missing.Select(child => SpawnAsync(parent, child.Node, child.Key)));
    }

    public async Task<IReadOnlyList<JobRecord>> ReadAsync(JobRecord parent)
    {
        List<JobRecord> children = [];
        for (long? before = null; ;)
        {
            var page = await store.ListAsync(new JobQuery { ParentId = parent.Id, Before = before, Take = JobQuery.MaxTake });
            children.AddRange(page.Where(IsNodeChild));
            if (page.Count < JobQuery.MaxTake) return children;
            before = page[^1].Id;
        }
    }

    public async Task CancelAsync(JobRecord parent, string? by)
    {
        var live = (await ReadAsync(parent)).Where(child => !child.State.IsFinal());
        await Task.WhenAll(live.Select(child => grains.GetGrain<IJobGrain>(child.Id).Cancel(by)));
    }

    /// <summary>Lets the parent look at its children. Not awaited: the child must not wait for its parent, which may be waiting for the child.</summary>
    public void TellParent(JobRecord child) => _ = TellAsync(child.ParentId!.Value);

    private async Task TellAsync(long parentId)
    {
        try
        {
            await grains.GetJobAttempt(parentId).Recover();
        }
        catch (Exception error)
        {
            // The dispatcher's recovery looks at such parents again when a node has died.
            LogParentNotTold(error, parentId);
        }
    }

    private async Task SpawnAsync(JobRecord parent, string node, string key)
    {
        var now = time.GetUtcNow();
        var online = nodes.IsLive(node);
        var child = parent with
        {
            Id = await ids.NextAsync(),
            ParentId = parent.Id,
            IdempotencyKey = key,
            Target = JobTarget.Node(node),
            Node = null,
            State = online ? JobState.Queued : JobState.Failed,
            StartedAt = null,
            EndedAt = online ? null : now,
            Reason = online ? null : $"Node '{node}' was offline when the job was created.",
            CreatedAt = now,
            Version = 1,
        };
        await grains.GetJobAttempt(child.Id).Create(child);
    }

    [LoggerMessage(LogLevel.Debug, "Job {ParentId} could not be told that a child ended")]
    private partial void LogParentNotTold(Exception error, long parentId);
}
