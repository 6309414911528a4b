using Universal.Grains.Nodes;

namespace Universal.Grains.Variables;

/// <summary>Tells every node that variables of the database were changed.</summary>
internal sealed class VariableNews(NodeVariables variables, LiveNodes nodes, NodeAgents agents, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Returns when the nodes that answer know. One that does not reads them again by itself, after <see cref="NodeVariables.Period"/>.</summary>
    public async Task TellAsync()
    {
        variables.Forget();
        await Task.WhenAll(nodes.Members().Select(member => TellAsync(member.SiloAddress)));
    }

    private async Task TellAsync(SiloAddress silo)
    {
        try
        {
            await agents.On(silo).ForgetVariables().WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            // It is dying, or too busy: its knowledge ends by itself.
        }
    }
}
