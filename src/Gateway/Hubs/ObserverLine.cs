using Universal.Broadcast;

namespace Universal.Gateway.Hubs;

/// <summary>The line of a gateway that runs apart from the nodes: it has itself attached at all of them, again every few seconds.</summary>
internal sealed partial class ObserverLine(IGrainFactory grains, TimeProvider time, ILogger<ObserverLine> logger) : BackgroundService, IBroadcastLine, IBroadcastObserver
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly SeenMessages _seen = new();
    private IBroadcastObserver? _reference;
    private BroadcastTopics _topics;
    private volatile bool _interrupted;

    public event Action<BroadcastMessage>? Received;

    public event Action? Interrupted;

    public Task ListenAsync(BroadcastTopics topics)
    {
        _topics = topics;
        return AttachAsync();
    }

    Task IBroadcastObserver.Received(BroadcastMessage message)
    {
        if (_seen.IsNew(message)) Received?.Invoke(message);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await AttachAsync().WaitAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotAttached(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AttachAsync()
    {
        try
        {
            _reference ??= grains.CreateObjectReference<IBroadcastObserver>(this);
            await grains.GetGrain<IBroadcastGrain>(0).Attach(_name, _reference, _topics);
        }
        catch
        {
            _interrupted = true;
            throw;
        }

        if (!_interrupted) return;
        _interrupted = false;
        Interrupted?.Invoke();
    }

    [LoggerMessage(LogLevel.Debug, "No node took this gateway as a listener; trying again")]
    private partial void LogNotAttached(Exception error);
}
