using System.Net;
using System.Net.Sockets;

namespace Universal.Testing;

/// <summary>Ports of loopback for what a test starts.</summary>
public static class FreePort
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that nobody listens on now and that this process was not given before: the kernel may name one twice before it is used.</summary>
    public static int Take()
    {
        lock (Gate)
        {
            while (true)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port)) return port;
            }
        }
    }
}
