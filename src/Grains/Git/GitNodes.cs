using Universal.Git;
using Universal.Grains.Nodes;

namespace Universal.Grains.Git;

/// <summary>Speaks to the repositories of all live nodes.</summary>
internal sealed class GitNodes(NodeAgents agents, LiveNodes nodes, TimeProvider time)
{
    // Less than a call's own limit, so that the answer of the others arrives.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Makes all synchronise; what each says, or said last when it takes longer.</summary>
    public async Task<IReadOnlyList<GitNodeStatus>> SynchroniseAll(GitTrigger trigger)
    {
        var answers = await AskAll(agent => agent.SynchroniseRepository(trigger));
        if (answers.Count == nodes.Members().Count()) return answers;
        var late = await ListAll();
        return [.. late.Select(status => answers.FirstOrDefault(answer => answer.Node == status.Node) ?? status)];
    }

    /// <summary>Where each stands, by name.</summary>
    public Task<IReadOnlyList<GitNodeStatus>> ListAll() => AskAll(agent => agent.DescribeRepository());

    private async Task<IReadOnlyList<GitNodeStatus>> AskAll(Func<INodeAgent, Task<GitNodeStatus>> ask)
    {
        var answers = await Task.WhenAll(nodes.Members().Select(async member =>
        {
            try
            {
                return await ask(agents.On(member.SiloAddress)).WaitAsync(Patience, time);
            }
            catch (Exception)
            {
                // Frozen, dying, or busy with a remote that is slow: it is left out, and its own history tells.
                return null;
            }
        }));
        return [.. answers.OfType<GitNodeStatus>().OrderBy(status => status.Node, StringComparer.OrdinalIgnoreCase)];
    }
}
