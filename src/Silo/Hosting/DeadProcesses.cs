using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Nodes;
using Universal.Persistence.Nodes;

namespace Universal.Silo.Hosting;

/// <summary>Another living process on this machine is the node of this name already.</summary>
internal sealed class NodeNameTakenException(string message) : Exception(message);

/// <summary>
/// Marks the membership rows of dead processes of this machine as dead before this node joins. Otherwise a node that starts again waits for the
/// answer of its own former self, and a cluster that was killed as a whole waits until the old rows are out of date.
/// </summary>
internal sealed partial class DeadProcesses(
    IMembershipRows membership, INodeStore nodes, IOptions<NodeOptions> options, ILogger<DeadProcesses> logger)
{
    // The registry writes the start a moment after the process has begun.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromMinutes(2);

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var registered = (await nodes.ListAsync(cancellationToken)).ToDictionary(node => node.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var row in await membership.ReadLiveAsync(options.Value.ClusterId, cancellationToken))
        {
            if (!row.HostName.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)) continue;
            var own = row.SiloName.Equals(options.Value.Name, StringComparison.OrdinalIgnoreCase);
            if (registered.TryGetValue(row.SiloName, out var node) && IsProcessOf(node, row))
            {
                if (own) throw new NodeNameTakenException($"Process {node.ProcessId} on this machine runs as node '{node.Name}'. Give this one another Node:Name.");
                continue;
            }

            // Of another name and without a registered process: it may be starting just now. Its own start, or the other members, will see to it.
            if (!own && node?.Incarnation != IncarnationOf(row)) continue;
            LogMarked(row.SiloName, row.Address, row.Port, row.Generation);
            await membership.MarkDeadAsync(options.Value.ClusterId, row, cancellationToken);
        }
    }

    private static bool IsProcessOf(NodeInfo node, MembershipRow row)
    {
        if (node.Incarnation != IncarnationOf(row) || node.ProcessId == Environment.ProcessId) return false;
        try
        {
            using var process = Process.GetProcessById(node.ProcessId);
            var started = new DateTimeOffset(process.StartTime.ToUniversalTime());
            return !process.HasExited && (node.StartedAt - started).Duration() < StartTolerance;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string IncarnationOf(MembershipRow row) =>
        SiloAddress.New(IPAddress.Parse(row.Address), row.Port, row.Generation).ToParsableString();

    [LoggerMessage(LogLevel.Information, "The former process of node {Name} ({Address}:{Port}, generation {Generation}) is dead")]
    private partial void LogMarked(string name, string address, int port, int generation);
}
