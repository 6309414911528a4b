using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Git;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>When a synchronisation is an event, pure.</summary>
internal static class GitEvents
{
    /// <summary>
    /// The event between two states of a node's repository: it took another commit, or it began to fail. Null: neither. Every node tells it under the same id, so
    /// that a commit counts once in the cluster, and a failure once an hour. The first commit of a node that starts is none: the others told it.
    /// </summary>
    public static PlatformEvent? Between(GitNodeStatus before, GitNodeStatus now, DateTimeOffset at)
    {
        var failed = IsFailure(now.Outcome);
        var changed = !failed && before.Commit is not null && now.Commit is not null && before.Commit != now.Commit;
        if (!changed && !(failed && !IsFailure(before.Outcome))) return null;
        return new PlatformEvent
        {
            Kind = TriggerEvent.GitSync,
            Id = changed ? $"git/{now.Commit}" : string.Create(CultureInfo.InvariantCulture, $"git/{now.Outcome}/{now.Commit}/{at.UtcDateTime:yyyyMMddHH}"),
            At = at,
            Node = now.Node,
            Data = new JsonObject
            {
                ["commitId"] = now.Commit,
                ["previousCommitId"] = before.Commit,
                ["timestamp"] = JsonSerializer.SerializeToNode(now.At ?? at),
                ["changes"] = now.Changes.Count,
                ["result"] = failed ? "Failed" : "Success",
                ["outcome"] = now.Outcome.ToString(),
                ["resultMessage"] = now.Detail,
                ["computerName"] = now.Node,
            },
        };
    }

    private static bool IsFailure(GitOutcome outcome) => outcome is not (GitOutcome.Success or GitOutcome.UpToDate or GitOutcome.NotConfigured or GitOutcome.Pending);
}
