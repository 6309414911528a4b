using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Universal.Testing;

namespace Universal.Persistence.Tests.Stores;

/// <summary>Stands between a client and a server on loopback: it can fall silent, cut all connections, and lead new ones to another server, as an address does that moves.</summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<Socket, bool> _sockets = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource? _silence;

    public CuttableProxy(int target)
    {
        (Target, Port) = (target, FreePort.Take());
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Port that clients connect to.</summary>
    public int Port { get; }

    /// <summary>Port of the server that new connections go to.</summary>
    public int Target { get; set; }

    /// <summary>Nothing passes any more, and nothing is closed: a network that loses every packet.</summary>
    public void FallSilent() => _silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits passes, and all that follows.</summary>
    public void Speak()
    {
        var silence = _silence;
        _silence = null;
        silence?.TrySetResult();
    }

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Its connection has just ended by itself.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets[client] = _sockets[server] = true;
        try
        {
            await WaitAsync();
            await server.ConnectAsync(IPAddress.Loopback, Target, _stop.Token);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or the server refuses.
        }
        finally
        {
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int count; (count = await from.ReceiveAsync(buffer, _stop.Token)) > 0;)
            {
                await WaitAsync();
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Its other half ends with it.
        }
    }

    private Task WaitAsync() => _silence is { } silence ? silence.Task.WaitAsync(_stop.Token) : Task.CompletedTask;
}
