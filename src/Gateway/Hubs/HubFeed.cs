using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;

namespace Universal.Gateway.Hubs;

/// <summary>Takes what the cluster broadcasts, in its order, and hands it to the topics, which hand it to their connections.</summary>
internal sealed partial class HubFeed(
    IBroadcastLine line, HubClients clients, IEnumerable<HubTopic> topics, TimeProvider time, ILogger<HubFeed> logger) : BackgroundService
{
    // Handing over does not wait for anybody, so that this fills only when the processor is overwhelmed.
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan InterestKept = TimeSpan.FromSeconds(10);
    private readonly HubTopic[] _topics = [.. topics];
    private readonly TopicInterest _interest = new(line);
    private readonly Channel<BroadcastMessage> _received = Channel.CreateBounded<BroadcastMessage>(MaxWaiting);
    private volatile bool _resync;

    public IEnumerable<string> Names => _topics.Select(topic => topic.Name);

    public HubTopic? Find(string name) => _topics.FirstOrDefault(topic => topic.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sends the state of a topic to a connection, and from then on its changes.</summary>
    public async Task SubscribeAsync(HubClient client, HubTopic topic)
    {
        if (!client.Hold(topic.Topic)) return;
        try
        {
            // 1. Every node tells changes from here on, and they are held back. 2. The state, which is at least as new. 3. What was held back.
            await _interest.EnsureAsync(topic.Wanted);
            client.Release(topic.Topic, await topic.StateAsync(client));
        }
        catch (Exception error)
        {
            client.Forget(topic.Topic);
            LogNoState(error, topic.Name);
            throw new HubException($"unavailable: the state of '{topic.Name}' cannot be read now; try again.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        line.Received += OnReceived;
        line.Interrupted += OnInterrupted;
        try
        {
            await Task.WhenAll(DeliverAsync(stoppingToken), TickAsync(stoppingToken));
        }
        finally
        {
            line.Received -= OnReceived;
            line.Interrupted -= OnInterrupted;
        }
    }

    private void OnReceived(BroadcastMessage message)
    {
        if (!_received.Writer.TryWrite(message)) _resync = true;
    }

    private void OnInterrupted() => _resync = true;

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _received.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var topic in _topics)
            {
                try
                {
                    topic.Take(message.Content);
                }
                catch (Exception error)
                {
                    LogFailed(error, topic.Name);
                }
            }
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var reducedAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var resync = _resync;
            _resync = false;
            foreach (var topic in _topics) RunAsync(topic, resync).Ignore();
            if (time.GetElapsedTime(reducedAt) < InterestKept) continue;
            reducedAt = time.GetTimestamp();
            _interest.Reduce(Wanted);
        }
    }

    private async Task RunAsync(HubTopic topic, bool resync)
    {
        try
        {
            if (resync) await topic.SendStateAsync();
            await topic.TickAsync();
        }
        catch (Exception error)
        {
            LogFailed(error, topic.Name);
            if (resync) _resync = true;
        }
    }

    private BroadcastTopics Wanted()
    {
        var listened = clients.Topics;
        return _topics.Where(topic => (listened & topic.Topic) != 0).Aggregate(BroadcastTopics.None, (all, topic) => all | topic.Wanted);
    }

    [LoggerMessage(LogLevel.Warning, "The topic {Topic} could not tell its listeners")]
    private partial void LogFailed(Exception error, string topic);

    [LoggerMessage(LogLevel.Warning, "The state of the topic {Topic} could not be read")]
    private partial void LogNoState(Exception error, string topic);
}
