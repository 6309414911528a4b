using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Universal.Testing.SqlServer;

/// <summary>
/// Speaks as much of SQL Server's wire protocol (TDS 7.4, not encrypted) as the real client needs to connect and to send texts; what it answers a test decides.
/// It knows no SQL: it is there for what a client makes of answers, silence and broken connections.
/// </summary>
public sealed class FakeSqlServer : IAsyncDisposable
{
    private const byte Attention = 6;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, bool> _connections = [];
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly int _port;
    private TcpListener? _listener;
    private int _logins;

    private FakeSqlServer()
    {
        _port = FreePort.Take();
        Listen();
    }

    /// <summary>Starts one that answers every text with "one row changed".</summary>
    public static FakeSqlServer Start() => new();

    /// <summary>What to answer a text; called for each one that arrives. Default: one row changed.</summary>
    public Func<string, TdsAnswer> Answer { get; set; } = _ => TdsAnswer.Done(1);

    /// <summary>What to answer a login; default: it is granted.</summary>
    public Func<TdsAnswer?> Login { get; set; } = () => null;

    /// <summary>Whether it confirms that a text was canceled, as a server that is alive does.</summary>
    public bool ConfirmsCancel { get; set; } = true;

    /// <summary>All texts that arrived, in their order.</summary>
    public IReadOnlyList<string> Texts => [.. _texts];

    /// <summary>How many logins were granted.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>The connections that are open.</summary>
    public int Connections => _connections.Count;

    public string ConnectionString => $"Server=127.0.0.1,{_port};Database=universal;User ID=u;Password=p;Encrypt=Optional;Connect Timeout=5;ConnectRetryCount=0";

    /// <summary>No longer there: connections are reset, and new ones refused.</summary>
    public void GoAway()
    {
        _listener?.Stop();
        _listener = null;
        foreach (var socket in _connections.Keys) Reset(socket);
    }

    /// <summary>There again.</summary>
    public void ComeBack() => Listen();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        GoAway();
        _stop.Dispose();
    }

    private void Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _connections[socket] = true;
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket);
            while (await TdsMessage.ReadAsync(stream, closed.Token) is { } message)
            {
                switch (message.Type)
                {
                    case TdsMessage.PreLogin:
                        await SendAsync(stream, TdsTokens.PreLogin(), closed.Token);
                        break;
                    case TdsMessage.Login:
                        if (Login() is { } refused)
                        {
                            await SendAsync(stream, refused.Bytes(TdsMessage.Login), closed.Token);
                            return;
                        }

                        Interlocked.Increment(ref _logins);
                        await SendAsync(stream, TdsTokens.LoginDone(), closed.Token);
                        break;
                    case Attention:
                        if (ConfirmsCancel) await SendAsync(stream, TdsTokens.Canceled(), closed.Token);
                        break;
                    default:
                        var text = message.Text();
                        _texts.Enqueue(text);
                        await AnswerAsync(socket, stream, message.Type, Answer(text), closed.Token);
                        break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client, or the test, ended it.
        }
        finally
        {
            _connections.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private static async Task AnswerAsync(Socket socket, NetworkStream stream, byte type, TdsAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsSilent) return;
        var bytes = answer.Bytes(type);
        if (!answer.BreaksOff)
        {
            await SendAsync(stream, bytes, cancellationToken);
            return;
        }

        // A whole packet is announced, half of it comes.
        await stream.WriteAsync(TdsMessage.Packet(bytes).AsMemory(0, 8 + (bytes.Length / 2)), cancellationToken);
        Reset(socket);
    }

    private static Task SendAsync(NetworkStream stream, byte[] tokens, CancellationToken cancellationToken) =>
        stream.WriteAsync(TdsMessage.Packet(tokens), cancellationToken).AsTask();

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }
    }
}
