namespace Universal.Notifications;

/// <summary>How bad it is what a notification tells.</summary>
[GenerateSerializer, Alias("universal.NotificationLevel")]
public enum NotificationLevel
{
    /// <summary>It is only told.</summary>
    Information = 0,

    /// <summary>Somebody should look.</summary>
    Warning = 1,

    /// <summary>Something failed.</summary>
    Error = 2,
}

/// <summary>A stored notification.</summary>
[GenerateSerializer, Immutable, Alias("universal.Notification")]
public sealed record Notification
{
    /// <summary>Its number, ascending.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>How bad it is.</summary>
    [Id(1)] public NotificationLevel Level { get; init; }

    /// <summary>What happened, in one line.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>More about it.</summary>
    [Id(3)] public string? Message { get; init; }

    /// <summary>Who or what raised it, for instance <c>job 12</c>.</summary>
    [Id(4)] public string? Source { get; init; }

    /// <summary>How many times it was raised.</summary>
    [Id(5)] public int Count { get; init; } = 1;

    /// <summary>When it was raised first.</summary>
    [Id(6)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was raised last.</summary>
    [Id(7)] public DateTimeOffset RepeatedAt { get; init; }

    /// <summary>When it is deleted.</summary>
    [Id(8)] public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether the one who asked has read it.</summary>
    [Id(9)] public bool Read { get; init; }
}

/// <summary>A notification to raise.</summary>
[GenerateSerializer, Immutable, Alias("universal.NewNotification")]
public sealed record NewNotification
{
    /// <summary>Longest title.</summary>
    public const int MaxTitle = 200;

    /// <summary>Longest message.</summary>
    public const int MaxMessage = 4000;

    /// <summary>Longest key and source.</summary>
    public const int MaxKey = 200;

    /// <summary>How bad it is.</summary>
    [Id(0)] public NotificationLevel Level { get; init; }

    /// <summary>What happened, in one line.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>More about it.</summary>
    [Id(2)] public string? Message { get; init; }

    /// <summary>Who or what raises it.</summary>
    [Id(3)] public string? Source { get; init; }

    /// <summary>Joins repeats: raised again with the same key within <c>Notifications:JoinWithin</c> of the first, it is the same notification with a higher count.</summary>
    [Id(4)] public string? Key { get; init; }

    /// <summary>How long it is kept. Null: <c>Notifications:KeepFor</c>.</summary>
    [Id(5)] public TimeSpan? KeepFor { get; init; }
}

/// <summary>Selects notifications, newest first.</summary>
/// <param name="Account">Number of the identity whose read state counts.</param>
/// <param name="Before">Only those with a smaller number: the last one of the page before. Null: from the newest.</param>
/// <param name="Take">How many, 1 to 500.</param>
/// <param name="Level">Only of this level. Null: any.</param>
/// <param name="UnreadOnly">Only those that the identity has not read.</param>
[GenerateSerializer, Immutable, Alias("universal.NotificationQuery")]
public sealed record NotificationQuery(
    [property: Id(0)] long Account, [property: Id(1)] long? Before, [property: Id(2)] int Take, [property: Id(3)] NotificationLevel? Level,
    [property: Id(4)] bool UnreadOnly);
