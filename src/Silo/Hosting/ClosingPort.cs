using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Universal.Silo.Hosting;

/// <summary>
/// Closes ports in a way that loses no request of a balancer that does not ask how a node is. A port that just closes resets the connections that the kernel
/// has taken and the process has not, and a balancer cannot know whether the request on one of them ran. So for a moment before, the kernel drops what would
/// open a connection (the balancer waits, then finds the port closed, and asks another node), and what is open already is answered.
/// </summary>
internal sealed class ClosingPort
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    // Longer than a connection waits to be taken by a busy process.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    // A program for the kernel's packet filter: of TCP's flags, at byte 13, SYN without ACK is dropped, and everything else is let through.
    private static readonly (ushort Code, byte IfTrue, byte IfFalse, uint Value)[] Program = [(0x30, 0, 0, 13), (0x54, 0, 0, 0x12), (0x15, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 0x40000)];
    private readonly ConcurrentBag<Socket> _listening = [];

    /// <summary>Opens a port, for Kestrel.</summary>
    public Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        _listening.Add(socket);
        return socket;
    }

    /// <summary>Lets no new connection come, and waits until those that came are taken. Does nothing where the system knows no such filter.</summary>
    public async Task LetNoneInAsync(TimeProvider time)
    {
        if (!OperatingSystem.IsLinux() || _listening.IsEmpty) return;
        try
        {
            foreach (var socket in _listening) Attach(socket);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return;
        }

        await Task.Delay(Moment, time);
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
}
