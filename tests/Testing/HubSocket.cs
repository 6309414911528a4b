using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Universal.Testing;

/// <summary>What the hub sent.</summary>
/// <param name="Kind">State or Change.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Value">The value.</param>
/// <param name="At">When it arrived.</param>
public sealed record HubMessage(string Kind, string Topic, JsonElement Value, long At);

/// <summary>
/// A client of the hub <c>/hubs/cluster</c> over a plain web socket, cheap enough for ten thousand of them. It says every few seconds that it lives, as the
/// hub asks of clients.
/// </summary>
public sealed class HubSocket : IAsyncDisposable
{
    private const byte End = 0x1e;
    private static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}"u8, End];
    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, End];
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<HubMessage> _messages = Channel.CreateUnbounded<HubMessage>();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _send = new(1);
    private readonly Dictionary<string, TaskCompletionSource<string?>> _calls = [];
    private Task _reading = Task.CompletedTask;
    private Timer? _ping;
    private int _lastCall;

    private HubSocket(Action<ReadOnlyMemory<byte>>? raw) => Raw = raw;

    /// <summary>Ends when the connection does.</summary>
    public Task Closed => _reading;

    /// <summary>Takes messages of the hub as they come instead of <see cref="NextAsync"/>.</summary>
    private Action<ReadOnlyMemory<byte>>? Raw { get; }

    /// <summary>Connects to a node with a token.</summary>
    /// <param name="node">Address of the node.</param>
    /// <param name="token">The token; null: none.</param>
    /// <param name="raw">Takes each message undecoded instead of <see cref="NextAsync"/>.</param>
    /// <param name="headers">Further headers.</param>
    public static async Task<HubSocket> ConnectAsync(
        Uri node, string? token, Action<ReadOnlyMemory<byte>>? raw = null, params IEnumerable<(string Name, string Value)> headers)
    {
        var hub = new HubSocket(raw);
        try
        {
            hub._socket.Options.SetBuffer(1024, 256);
            hub._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            if (token is not null) hub._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            foreach (var (name, value) in headers) hub._socket.Options.SetRequestHeader(name, value);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await hub._socket.ConnectAsync(new UriBuilder(node) { Scheme = "ws", Path = "/hubs/cluster" }.Uri, limit.Token);
            await hub.SendAsync(Handshake);
            hub._reading = hub.ReadAsync();
            hub._ping = new Timer(_ => _ = hub.SendAsync(Ping), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Listens to topics. Returns when their state was sent.</summary>
    /// <exception cref="InvalidOperationException">The hub refused; its message.</exception>
    public async Task SubscribeAsync(params string[] topics)
    {
        var id = $"{Interlocked.Increment(ref _lastCall)}";
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_calls) _calls[id] = answer;
        await SendAsync([.. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = id, target = "Subscribe", arguments = new object[] { topics } }), End]);
        if (await answer.Task.WaitAsync(TimeSpan.FromSeconds(60)) is { } error) throw new InvalidOperationException(error);
    }

    /// <summary>The next message that fits; those before it are passed over.</summary>
    /// <param name="which">The condition; null: any.</param>
    /// <param name="limit">Default 20 s.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<HubMessage> NextAsync(Func<HubMessage, bool>? which = null, TimeSpan? limit = null)
    {
        var passed = new List<HubMessage>();
        using var over = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(20));
        try
        {
            while (true)
            {
                var message = await _messages.Reader.ReadAsync(over.Token);
                if (which is null || which(message)) return message;
                passed.Add(message);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No such message came. Passed over: {string.Join('\n', passed)}");
        }
    }

    /// <summary>Whether a message waits.</summary>
    public bool HasNext => _messages.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        if (_ping is not null) await _ping.DisposeAsync();
        await _stop.CancelAsync();
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
        _send.Dispose();
    }

    private async Task SendAsync(byte[] message)
    {
        try
        {
            await _send.WaitAsync(_stop.Token);
            try
            {
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
            }
            finally
            {
                _send.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone: the reader notices.
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[512];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), _stop.Token);
                if (received.MessageType == WebSocketMessageType.Close) break;
                filled += received.Count;
                filled = Take(buffer, filled);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone.
        }

        _messages.Writer.TryComplete();
        lock (_calls)
        {
            foreach (var call in _calls.Values) call.TrySetResult("the connection was closed");
        }
    }

    private int Take(byte[] buffer, int filled)
    {
        var start = 0;
        for (int end; (end = Array.IndexOf(buffer, End, start, filled - start)) >= 0; start = end + 1)
        {
            var message = buffer.AsMemory(start, end - start);
            if (message.Span.StartsWith("{\"type\":1,"u8))
            {
                if (Raw is not null) Raw(message);
                else Decode(message);
            }
            else if (message.Span.StartsWith("{\"type\":3,"u8))
            {
                Complete(message);
            }
        }

        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        return filled - start;
    }

    private void Decode(ReadOnlyMemory<byte> message)
    {
        var call = JsonSerializer.Deserialize<JsonElement>(message.Span);
        var arguments = call.GetProperty("arguments");
        _messages.Writer.TryWrite(new HubMessage(
            call.GetProperty("target").GetString()!, arguments[0].GetString()!, arguments[1], TimeProvider.System.GetTimestamp()));
    }

    private void Complete(ReadOnlyMemory<byte> message)
    {
        var answer = JsonSerializer.Deserialize<JsonElement>(message.Span);
        lock (_calls)
        {
            if (_calls.Remove(answer.GetProperty("invocationId").GetString()!, out var call))
                call.TrySetResult(answer.TryGetProperty("error", out var error) ? error.GetString() : null);
        }
    }
}
