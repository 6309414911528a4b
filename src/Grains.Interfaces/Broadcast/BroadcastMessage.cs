using Universal.Git;
using Universal.Jobs;
using Universal.Notifications;

namespace Universal.Broadcast;

/// <summary>One message on its way to all nodes.</summary>
/// <param name="Origin">The process that sent it, which no other process ever is.</param>
/// <param name="Sequence">Its number among the messages of that process. A message that comes twice is told by it.</param>
/// <param name="Content">What it says.</param>
[GenerateSerializer, Immutable, Alias("universal.BroadcastMessage")]
public sealed record BroadcastMessage(
    [property: Id(0)] string Origin, [property: Id(1)] long Sequence, [property: Id(2)] BroadcastContent Content);

/// <summary>What a message says. The family is closed: a node that does not know a kind cannot read the message.</summary>
/// <param name="Topic">Whom it is for: those who listen to this.</param>
[GenerateSerializer, Immutable, Alias("universal.BroadcastContent")]
public abstract record BroadcastContent([property: Id(0)] BroadcastTopics Topic);

/// <summary>A toast for an audience.</summary>
/// <param name="Toast">The toast.</param>
/// <param name="Audience">Who sees it; null: everybody.</param>
[GenerateSerializer, Immutable, Alias("universal.ToastContent")]
public sealed record ToastContent([property: Id(0)] Toast Toast, [property: Id(1)] BroadcastAudience? Audience) : BroadcastContent(BroadcastTopics.Toasts);

/// <summary>Jobs that have changed, each as it is now and without its parameters.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Reset">True: there were more changes than can be told, so that what listeners know is to be read anew.</param>
[GenerateSerializer, Immutable, Alias("universal.JobsContent")]
public sealed record JobsContent([property: Id(0)] IReadOnlyList<JobRecord> Jobs, [property: Id(1)] bool Reset) : BroadcastContent(BroadcastTopics.Jobs);

/// <summary>Something about the nodes has changed: the list is to be read anew.</summary>
[GenerateSerializer, Immutable, Alias("universal.NodesContent")]
public sealed record NodesContent() : BroadcastContent(BroadcastTopics.Nodes);

/// <summary>A node's repository stands elsewhere.</summary>
/// <param name="Status">Where it stands.</param>
[GenerateSerializer, Immutable, Alias("universal.GitContent")]
public sealed record GitContent([property: Id(0)] GitNodeStatus Status) : BroadcastContent(BroadcastTopics.Git);

/// <summary>A notification was raised, or raised again.</summary>
/// <param name="Notification">The notification.</param>
[GenerateSerializer, Immutable, Alias("universal.NotificationContent")]
public sealed record NotificationContent([property: Id(0)] Notification Notification) : BroadcastContent(BroadcastTopics.Notifications);

/// <summary>Notifications were read by somebody, or deleted: what was counted is to be counted anew.</summary>
/// <param name="Account">Number of the identity whose count changed; null: everybody's.</param>
/// <param name="Deleted">The notification that is gone; null: none.</param>
[GenerateSerializer, Immutable, Alias("universal.NotificationsReadContent")]
public sealed record NotificationsReadContent([property: Id(0)] long? Account, [property: Id(1)] long? Deleted) : BroadcastContent(BroadcastTopics.Notifications);
