using Microsoft.AspNetCore.SignalR;
using Universal.Broadcast;
using Universal.Gateway.Access;
using Universal.Git;
using Universal.Security;

namespace Universal.Gateway.Hubs;

/// <summary>Where the repository of each node stands: all of them as the state, one as a change.</summary>
internal sealed class GitTopic : HubTopic
{
    private readonly IGrainFactory _grains;
    private readonly SharedReads<bool, SerializedHubMessage> _states;

    public GitTopic(HubClients clients, IGrainFactory grains) : base(BroadcastTopics.Git, "git", clients)
    {
        _grains = grains;
        _states = new(async _ => State(await _grains.GetGrain<IGitGrain>(0).ListNodes()));
    }

    public override bool Allows(Caller caller) => caller.Is(Roles.Reader);

    public override async Task<SerializedHubMessage?> StateAsync(HubClient client) => await _states.ReadAsync("", true);

    public override void Take(BroadcastContent content)
    {
        if (content is not GitContent git) return;
        var message = Change(git.Status);
        foreach (var client in Listeners) client.Send(Topic, message);
    }
}
