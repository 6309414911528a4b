using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Universal.Gateway.Hosting;

/// <summary>
/// A web server that closes its ports in a way that loses no request of a balancer that does not ask how a node is. A port that just closes resets the
/// connections that the kernel has taken and the process has not, and a balancer cannot know whether the request on one of them ran. So for a moment before,
/// the kernel drops what would open a connection (the balancer waits, then finds the port closed, and asks another node), and what is open already is answered.
/// </summary>
internal sealed class ClosingPort(IServer kestrel, ClosingPort.Listening listening, TimeProvider time) : IServer
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    // Longer than a connection waits to be taken by a busy process.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    // A program for the kernel's packet filter: of TCP's flags, at byte 13, SYN without ACK is dropped, and everything else is let through.
    private static readonly (ushort Code, byte IfTrue, byte IfFalse, uint Value)[] Program = [(0x30, 0, 0, 13), (0x54, 0, 0, 0x12), (0x15, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 0x40000)];

    /// <inheritdoc/>
    public IFeatureCollection Features => kestrel.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
        kestrel.StartAsync(application, cancellationToken);

    /// <summary>Lets no new connection come, waits until those that came are taken, and closes the ports when what is under way has been answered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (TryLetNoneIn()) await Task.Delay(Moment, time, CancellationToken.None);
        await kestrel.StopAsync(cancellationToken);
    }

    public void Dispose() => kestrel.Dispose();

    // False where the system knows no such filter.
    private bool TryLetNoneIn()
    {
        if (!OperatingSystem.IsLinux() || listening.IsEmpty) return false;
        try
        {
            foreach (var socket in listening) Attach(socket);
            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static void Attach(Socket socket)
    {
        var text = new byte[Program.Length * 8];
        for (var i = 0; i < Program.Length; i++)
        {
            var at = text.AsSpan(i * 8);
            MemoryMarshal.Write(at, Program[i].Code);
            (at[2], at[3]) = (Program[i].IfTrue, Program[i].IfFalse);
            MemoryMarshal.Write(at[4..], Program[i].Value);
        }

        var pinned = GCHandle.Alloc(text, GCHandleType.Pinned);
        try
        {
            Span<byte> program = stackalloc byte[16];
            program.Clear();
            MemoryMarshal.Write(program, (ushort)Program.Length);
            MemoryMarshal.Write(program[8..], (long)pinned.AddrOfPinnedObject());
            socket.SetRawSocketOption(SocketLevel, AttachFilter, program);
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>The sockets that the ports are listened on with.</summary>
    internal sealed class Listening : ConcurrentBag<Socket>
    {
        /// <summary>Opens a port, for Kestrel.</summary>
        public Socket Bind(EndPoint endpoint)
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            Add(socket);
            return socket;
        }
    }
}

/// <summary>Registration of <see cref="ClosingPort"/>.</summary>
internal static class ClosingPortServices
{
    public static IServiceCollection AddClosingPort(this IServiceCollection services)
    {
        // A host without a server has no port.
        if (services.LastOrDefault(service => service.ServiceType == typeof(IServer))?.ImplementationType is not { } kestrel) return services;
        var listening = new ClosingPort.Listening();
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = listening.Bind);
        return services.AddSingleton<IServer>(provider =>
            new ClosingPort((IServer)ActivatorUtilities.CreateInstance(provider, kestrel), listening, provider.GetRequiredService<TimeProvider>()));
    }
}
