using Orleans.Runtime.Services;

namespace Universal.Grains.Nodes;

/// <summary>Reaches the agent of a given node.</summary>
internal sealed class NodeAgents(IServiceProvider services) : GrainServiceClient<INodeAgent>(services)
{
    public INodeAgent On(SiloAddress silo) => GetGrainService(silo);
}
