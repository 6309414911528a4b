using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Universal.Broadcast;
using Universal.Git;
using Universal.Grains.Attempts;
using Universal.Grains.Broadcast;
using Universal.Grains.Dispatch;
using Universal.Grains.Execution;
using Universal.Grains.Git;
using Universal.Grains.Variables;
using Universal.Nodes;

namespace Universal.Grains.Nodes;

/// <summary>See <see cref="INodeAgent"/>: the door from the cluster to what runs on this node.</summary>
[Reentrant]
internal sealed class NodeAgent(GrainId id, Silo silo, ILoggerFactory loggers, LocalNode node, NodeAttempts attempts, GitRepository repository, NodeBroadcasts broadcasts, NodeVariables variables, ScriptEnvironments environments)
    : GrainService(id, silo, loggers), INodeAgent
{
    public Task<NodeOffer> Offer() => Task.FromResult(attempts.Offer());

    public Task<AttemptKey[]> Assign(IReadOnlyList<AttemptKey> keys) => Task.FromResult(keys.Where(key => !attempts.Assign(key)).ToArray());

    public Task Stop(AttemptKey attempt)
    {
        attempts.Cancel(attempt);
        return Task.CompletedTask;
    }

    public Task<bool> Answer(AttemptKey attempt, int feedbackId, string answer) => Task.FromResult(attempts.Answer(attempt, feedbackId, answer));

    public Task<bool> Hide(AttemptKey attempt, IReadOnlyList<string> values) => Task.FromResult(attempts.Hide(attempt, values));

    public Task ForgetVariables()
    {
        variables.Forget();
        return Task.CompletedTask;
    }

    public Task SetMaintenance(bool on)
    {
        node.Maintenance = on;
        return Task.CompletedTask;
    }

    public Task<NodeInfo> Describe() => Task.FromResult(node.Describe(attempts.RunningJobs) with { Environments = environments.ConfiguredNames });

    public Task<GitNodeStatus> SynchroniseRepository(GitTrigger trigger) => repository.SynchroniseAsync(trigger);

    public Task<GitNodeStatus> DescribeRepository() => Task.FromResult(repository.Status);

    public Task Broadcast(BroadcastMessage message)
    {
        broadcasts.Receive(message);
        return Task.CompletedTask;
    }
}
