using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Notifications;

namespace Universal.Grains.Notifications;

/// <summary>
/// Raises notifications for features. It takes them at once and stores them when the database can be reached; when too many wait the oldest are dropped. A node
/// that dies takes along what it has not stored yet.
/// </summary>
public sealed partial class Notifier(IGrainFactory grains, TimeProvider time, ILogger<Notifier> logger) : BackgroundService
{
    private const int MaxWaiting = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private readonly Channel<NewNotification> _waiting = Channel.CreateBounded<NewNotification>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Raises one. Neither blocks nor throws.</summary>
    public void Raise(NewNotification notification) => _waiting.Writer.TryWrite(notification);

    /// <summary>Raises one. Neither blocks nor throws.</summary>
    /// <param name="level">How bad it is.</param>
    /// <param name="source">What raises it, for instance <c>schedule Backup</c>.</param>
    /// <param name="title">What happened, in one line.</param>
    /// <param name="message">More about it.</param>
    /// <param name="key">Joins repeats; null: each is a notification of its own.</param>
    public void Raise(NotificationLevel level, string source, string title, string? message = null, string? key = null) =>
        Raise(new NewNotification { Level = level, Source = source, Title = title, Message = message, Key = key });

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var notification in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            while (!await StoreAsync(notification)) await Task.Delay(RetryDelay, time, stoppingToken);
        }
    }

    private async Task<bool> StoreAsync(NewNotification notification)
    {
        try
        {
            await grains.GetGrain<INotificationWriterGrain>(0).Create(notification);
            return true;
        }
        catch (Exception error)
        {
            // The database is away, or the writer's node died. What was stored with its answer lost is counted twice, if it has a key.
            LogNotStored(error, notification.Title);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The notification '{Title}' could not be stored; trying again")]
    private partial void LogNotStored(Exception error, string title);
}
