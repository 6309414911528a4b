using Bench.Systems;

namespace Bench.Running;

/// <summary>A worker node, as it is told to its process.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Folder">Folder of its own.</param>
/// <param name="HttpPort">A free port.</param>
/// <param name="SiloPort">A free port.</param>
/// <param name="GatewayPort">A free port.</param>
public sealed record WorkerNode(int Number, string Folder, int HttpPort, int SiloPort, int GatewayPort);

/// <summary>What all processes of a run share.</summary>
/// <param name="System">The system's key.</param>
/// <param name="Variant">Its settings.</param>
/// <param name="ConnectionString">The database.</param>
/// <param name="RecorderFile">The recorder's file.</param>
/// <param name="Slots">How many jobs a worker runs at once, where the variant sets it.</param>
/// <param name="SecretKey">The key of Universal's cluster, by which its processes know one another.</param>
/// <param name="Workers">The worker nodes.</param>
public sealed record ClusterSettings(
    string System, Variant Variant, string ConnectionString, string RecorderFile, int Slots, string SecretKey, IReadOnlyList<WorkerNode> Workers);

/// <summary>A worker's settings.</summary>
public sealed record WorkerSettings(ClusterSettings Cluster, WorkerNode Node);
