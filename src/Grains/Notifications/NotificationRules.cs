using Universal.Notifications;

namespace Universal.Grains.Notifications;

/// <summary>What a notification may hold.</summary>
internal static class NotificationRules
{
    private const string Cut = "...";

    /// <summary>The notification with texts that fit: what features say of errors can be longer than anybody wants to read.</summary>
    public static NewNotification Fit(NewNotification notification) => notification with
    {
        Title = Fit(notification.Title, NewNotification.MaxTitle)!,
        Message = Fit(notification.Message, NewNotification.MaxMessage),
        Source = Fit(notification.Source, NewNotification.MaxKey),
        Key = Fit(notification.Key, NewNotification.MaxKey),
    };

    private static string? Fit(string? text, int limit) => text is null || text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit - Cut.Length), Cut);
}
