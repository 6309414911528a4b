namespace Universal.Grains.Nodes;

/// <summary>Which nodes are members now, by this silo's view of the cluster.</summary>
internal sealed class LiveNodes(IClusterMembershipService membership)
{
    public bool IsLive(string name) => Find(name) is not null;

    /// <summary>The silo of the node of that name, or null. After a quick restart the old process can still be listed: the newest counts.</summary>
    public SiloAddress? Find(string name) => Members()
        .Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(member => member.SiloAddress.Generation)
        .FirstOrDefault()?.SiloAddress;

    /// <summary>Whether a process is a member. One that is not listed is not: its row was removed after its death.</summary>
    public bool IsLive(SiloAddress silo) =>
        membership.CurrentSnapshot.Members.TryGetValue(silo, out var member) && IsLive(member.Status);

    public IEnumerable<ClusterMember> Members() => membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active);

    /// <summary>Reads the membership table: what is returned by the other members from now on is at least as new as this call.</summary>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) => membership.Refresh(cancellationToken: cancellationToken);

    /// <summary>Calls <paramref name="changed"/>, which must not throw, with the members as they are now and at each change. Ends when it is canceled.</summary>
    public async Task WatchAsync(Action<ClusterMembershipSnapshot> changed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(cancellationToken)) changed(snapshot);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private static bool IsLive(SiloStatus status) => status is not (SiloStatus.Dead or SiloStatus.None);
}
