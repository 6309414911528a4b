using System.Net;
using System.Net.Sockets;
using Universal.Grains.Nodes;

namespace Universal.Silo.Hosting;

/// <summary>
/// Looks whether the silo's ports are free before the silo opens them. Orleans shares a port with a process that has it already: the two would get each
/// other's connections, and the one that is in the cluster would be declared dead.
/// </summary>
internal static class SiloPorts
{
    /// <exception cref="IOException">A port cannot be opened; the message says which, and which option gives another one.</exception>
    public static void Verify(NodeOptions node)
    {
        var address = IPAddress.Parse(node.Address);
        Verify(address, node.SiloPort, $"{NodeOptions.Section}:{nameof(NodeOptions.SiloPort)}");
        if (node.GatewayPort is { } gateway) Verify(address, gateway, $"{NodeOptions.Section}:{nameof(NodeOptions.GatewayPort)}");
    }

    private static void Verify(IPAddress address, int port, string option)
    {
        try
        {
            // Without the option that shares: what a process before this one left in TIME_WAIT does not count, a listener does.
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException($"Port {port} of this machine is taken. Give {option} another one.", error);
        }
        catch (SocketException error)
        {
            throw new IOException($"Port {port} ({option}) cannot be opened at {address}: {error.Message}.", error);
        }
    }
}
