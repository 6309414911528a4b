using Orleans.Services;
using Universal.Broadcast;
using Universal.Git;
using Universal.Grains.Dispatch;
using Universal.Nodes;

namespace Universal.Grains.Nodes;

/// <summary>The one on each node that runs attempts there: a grain service, addressed by its silo.</summary>
[Alias("universal.INodeAgent")]
internal interface INodeAgent : IGrainService
{
    /// <summary>What the node offers now.</summary>
    [Alias("Offer")] Task<NodeOffer> Offer();

    /// <summary>Takes jobs to run. Attempts that it holds already are passed over. Gives those that it refuses, because it takes none now.</summary>
    [Alias("Assign")] Task<AttemptKey[]> Assign(IReadOnlyList<AttemptKey> attempts);

    /// <summary>Stops an attempt, because its job is canceled. An attempt that the node does not hold is passed over.</summary>
    [Alias("Stop")] Task Stop(AttemptKey attempt);

    /// <summary>Hands an answer to the script that asked.</summary>
    [Alias("Answer")] Task<bool> Answer(AttemptKey attempt, int feedbackId, string answer);

    /// <summary>Hides values in whatever an attempt writes from now on. False: the node does not hold it.</summary>
    [Alias("Hide")] Task<bool> Hide(AttemptKey attempt, IReadOnlyList<string> values);

    /// <summary>Variables of the database were changed.</summary>
    [Alias("ForgetVariables")] Task ForgetVariables();

    /// <summary>Puts the node in maintenance, or takes it out.</summary>
    [Alias("SetMaintenance")] Task SetMaintenance(bool on);

    /// <summary>What the node knows of itself.</summary>
    [Alias("Describe")] Task<NodeInfo> Describe();

    /// <summary>Brings the node's repository in step with the remote, and says where it stands then.</summary>
    [Alias("SynchroniseRepository")] Task<GitNodeStatus> SynchroniseRepository(GitTrigger trigger);

    /// <summary>Where the node's repository stands.</summary>
    [Alias("DescribeRepository")] Task<GitNodeStatus> DescribeRepository();

    /// <summary>Takes a message that is for every node. A repeat is passed over.</summary>
    [Alias("Broadcast")] Task Broadcast(BroadcastMessage message);
}
