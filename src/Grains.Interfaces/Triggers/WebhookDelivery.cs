namespace Universal.Triggers;

/// <summary>Where a delivery of a webhook is in its life.</summary>
[GenerateSerializer, Alias("universal.WebhookState")]
public enum WebhookState
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Waiting = 0,

    /// <summary>The receiver took it.</summary>
    Delivered = 10,

    /// <summary>It was given up.</summary>
    Failed = 11,
}

/// <summary>A webhook for one event, stored before it is sent.</summary>
[GenerateSerializer, Immutable, Alias("universal.WebhookDelivery")]
public sealed record WebhookDelivery
{
    /// <summary>Its number. The receiver finds it in the header <c>X-Universal-Delivery</c> and can tell repeats by it.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>Name of the trigger.</summary>
    [Id(1)] public required string Trigger { get; init; }

    /// <summary>What the event is known by.</summary>
    [Id(2)] public required string EventId { get; init; }

    /// <summary>The kind of event.</summary>
    [Id(3)] public TriggerEvent Event { get; init; }

    /// <summary>Scheme and host that it goes to.</summary>
    [Id(4)] public required string To { get; init; }

    /// <summary>The body, JSON. Empty in lists.</summary>
    [Id(5)] public string Payload { get; init; } = "";

    /// <summary>Where it is in its life.</summary>
    [Id(6)] public WebhookState State { get; init; }

    /// <summary>How often it was sent.</summary>
    [Id(7)] public int Attempts { get; init; }

    /// <summary>When it is sent next; null: never again.</summary>
    [Id(8)] public DateTimeOffset? NextAt { get; init; }

    /// <summary>The receiver's last status code; null: there was no answer yet.</summary>
    [Id(9)] public int? LastStatus { get; init; }

    /// <summary>Why it was not taken; null: it was, or was not sent yet.</summary>
    [Id(10)] public string? LastError { get; init; }

    /// <summary>When the event was stored.</summary>
    [Id(11)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last sent, or asked for again.</summary>
    [Id(12)] public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Raised by each write.</summary>
    [Id(13)] public long Version { get; init; }
}
