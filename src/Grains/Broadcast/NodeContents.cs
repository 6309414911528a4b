using Universal.Broadcast;

namespace Universal.Grains.Broadcast;

/// <summary>A node tells the others what its connections listen to. It holds for 15 s.</summary>
[GenerateSerializer, Immutable, Alias("universal.InterestContent")]
internal sealed record InterestContent([property: Id(0)] BroadcastTopics Wanted) : BroadcastContent(BroadcastTopics.None);

/// <summary>A gateway that runs apart is to be told, for 20 s.</summary>
[GenerateSerializer, Immutable, Alias("universal.GatewayContent")]
internal sealed record GatewayContent(
    [property: Id(0)] string Gateway, [property: Id(1)] IBroadcastObserver Observer, [property: Id(2)] BroadcastTopics Wanted) : BroadcastContent(BroadcastTopics.None);
