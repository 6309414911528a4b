namespace Universal.Broadcast;

/// <summary>What clients can listen to.</summary>
[Flags]
[GenerateSerializer, Alias("universal.BroadcastTopics")]
public enum BroadcastTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Toasts.</summary>
    Toasts = 1,

    /// <summary>Changes of jobs.</summary>
    Jobs = 2,

    /// <summary>Nodes and their state.</summary>
    Nodes = 4,

    /// <summary>Where the nodes' repositories stand.</summary>
    Git = 8,

    /// <summary>Stored notifications.</summary>
    Notifications = 16,
}
