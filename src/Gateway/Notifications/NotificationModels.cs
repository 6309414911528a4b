using Universal.Notifications;

namespace Universal.Gateway.Notifications;

/// <summary>A notification.</summary>
/// <param name="Id">Its number, ascending.</param>
/// <param name="Level">Information, Warning or Error.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Message">More about it.</param>
/// <param name="Source">Who or what raised it.</param>
/// <param name="Count">How many times it was raised.</param>
/// <param name="CreatedTime">When it was raised first.</param>
/// <param name="RepeatedTime">When it was raised last.</param>
/// <param name="ExpirationTime">When it is deleted.</param>
/// <param name="Read">Whether the caller has read it.</param>
internal sealed record NotificationModel(
    long Id, NotificationLevel Level, string Title, string? Message, string? Source, int Count, DateTimeOffset CreatedTime, DateTimeOffset RepeatedTime,
    DateTimeOffset ExpirationTime, bool Read)
{
    public static NotificationModel Of(Notification notification) => new(
        notification.Id, notification.Level, notification.Title, notification.Message, notification.Source, notification.Count, notification.CreatedAt,
        notification.RepeatedAt, notification.ExpiresAt, notification.Read);
}

/// <summary>A page of notifications, newest first.</summary>
/// <param name="Page">The notifications.</param>
/// <param name="NextBefore">What to give as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record NotificationPageModel(IReadOnlyList<NotificationModel> Page, long? NextBefore);

/// <summary>How many notifications the caller has not read.</summary>
internal sealed record UnreadCountModel(int Unread);

/// <summary>Body of <c>POST /api/v1/notification</c>.</summary>
/// <param name="Level">Information (default), Warning or Error.</param>
/// <param name="Title">What happened, in one line of at most 200 characters.</param>
/// <param name="Message">More about it, at most 4,000 characters.</param>
/// <param name="Key">Joins repeats, 1 to 195 characters: within 10 minutes of the first (<c>Notifications:JoinWithin</c>) the same key raises its count. Left out: each is one of its own.</param>
/// <param name="KeepFor">How long it is kept, at least a minute: <c>1.00:00:00</c> is a day. Left out: <c>Notifications:KeepFor</c>.</param>
internal sealed record NotificationBody(NotificationLevel Level, string? Title, string? Message, string? Key, TimeSpan? KeepFor)
{
    /// <summary>What keys of callers are stored with: whoever raises it joins with nobody else's, least of all with the platform's own.</summary>
    public const string KeyPrefix = "user/";

    private static readonly TimeSpan MaxKeep = TimeSpan.FromDays(3660);

    // Cut off at its end, a key would join what has nothing to do with it.
    private static readonly int MaxKey = NewNotification.MaxKey - KeyPrefix.Length;

    /// <summary>What is wrong with it, by field.</summary>
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(Title)) faults["title"] = ["Give a line of text."];
        else if (Title.Length > NewNotification.MaxTitle) faults["title"] = [$"At most {NewNotification.MaxTitle} characters."];
        if (Message?.Length > NewNotification.MaxMessage) faults["message"] = [$"At most {NewNotification.MaxMessage} characters."];
        if (Key?.Length is 0 || Key?.Length > MaxKey) faults["key"] = [$"Give 1 to {MaxKey} characters, or leave it out."];
        if (KeepFor < TimeSpan.FromMinutes(1) || KeepFor > MaxKeep) faults["keepFor"] = ["Give 1 minute to 10 years."];
        return faults;
    }
}

/// <summary>Body of <c>POST /api/v1/notification/read</c>.</summary>
/// <param name="Through">The newest that the caller has seen; what came after it stays unread. Left out: all that there are.</param>
internal sealed record NotificationsReadBody(long? Through);
