using System.Collections.Concurrent;
using Universal.Broadcast;
using Universal.Notifications;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>The broadcasts of a test cluster of one node: every gateway attaches as one that runs apart.</summary>
internal sealed class FakeBroadcasts
{
    private readonly ConcurrentDictionary<string, (IBroadcastObserver Observer, BroadcastTopics Topics)> _gateways = [];
    private long _sequence;

    public BroadcastTopics Topics => _gateways.Values.Aggregate(BroadcastTopics.None, (all, gateway) => all | gateway.Topics);

    public void Attach(string gateway, IBroadcastObserver observer, BroadcastTopics topics) => _gateways[gateway] = (observer, topics);

    public async Task<BroadcastOutcome> SendAsync(BroadcastContent content)
    {
        var message = new BroadcastMessage("test", Interlocked.Increment(ref _sequence), content);
        foreach (var (observer, _) in _gateways.Values) await observer.Received(message);
        return new BroadcastOutcome(1, _gateways.Count, ["frozen"]);
    }
}

internal sealed class FakeBroadcastGrain(FakeBroadcasts broadcasts) : Grain, IBroadcastGrain
{
    public Task<BroadcastOutcome> Send(BroadcastContent content) => broadcasts.SendAsync(content);

    public Task Attach(string gateway, IBroadcastObserver observer, BroadcastTopics topics)
    {
        broadcasts.Attach(gateway, observer, topics);
        return Task.CompletedTask;
    }
}

internal sealed class FakeNotificationsGrain(FakeBroadcasts broadcasts) : Grain, INotificationsGrain
{
    private readonly List<Notification> _all = [];
    private readonly HashSet<(long Account, long Id)> _read = [];
    private long _lastId;

    public async Task<Notification> Create(NewNotification notification)
    {
        var stored = new Notification
        {
            Id = ++_lastId, Level = notification.Level, Title = notification.Title, Message = notification.Message, Source = notification.Source,
            CreatedAt = DateTimeOffset.UnixEpoch, RepeatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch + (notification.KeepFor ?? TimeSpan.FromDays(30)),
        };
        _all.Add(stored);
        await broadcasts.SendAsync(new NotificationContent(stored));
        return stored;
    }

    public Task<IReadOnlyList<Notification>> List(NotificationQuery query) => Task.FromResult<IReadOnlyList<Notification>>(
        [.. Enumerable.Reverse(_all).Where(item => item.Id < (query.Before ?? long.MaxValue) && (query.Level is null || item.Level == query.Level))
            .Select(item => item with { Read = _read.Contains((query.Account, item.Id)) }).Where(item => !query.UnreadOnly || !item.Read).Take(query.Take)]);

    public Task<int> CountUnread(long account) => Task.FromResult(_all.Count(item => !_read.Contains((account, item.Id))));

    public async Task<bool> MarkRead(long account, long id)
    {
        if (!_all.Exists(item => item.Id == id)) return false;
        _read.Add((account, id));
        await broadcasts.SendAsync(new NotificationsReadContent(account, null));
        return true;
    }

    public async Task MarkAllRead(long account, long? through)
    {
        foreach (var item in _all.Where(item => item.Id <= (through ?? long.MaxValue))) _read.Add((account, item.Id));
        await broadcasts.SendAsync(new NotificationsReadContent(account, null));
    }

    public async Task<bool> Delete(long id)
    {
        if (_all.RemoveAll(item => item.Id == id) == 0) return false;
        await broadcasts.SendAsync(new NotificationsReadContent(null, id));
        return true;
    }
}
