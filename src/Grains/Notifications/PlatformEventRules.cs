using Universal.Git;

namespace Universal.Grains.Notifications;

/// <summary>Which events of the platform are worth a notification.</summary>
internal static class PlatformEventRules
{
    /// <summary>Members that worked before and are dead or gone now. One that left in order said so before.</summary>
    public static IEnumerable<ClusterMember> Died(IEnumerable<ClusterMember> before, IReadOnlyDictionary<SiloAddress, ClusterMember> now) =>
        before.Where(member => member.Status == SiloStatus.Active && now.GetValueOrDefault(member.SiloAddress)?.Status is (null or SiloStatus.Dead));

    /// <summary>The member that speaks for all: the first by its address.</summary>
    public static SiloAddress? Speaker(IEnumerable<ClusterMember> members) =>
        members.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Min();

    /// <summary>Whether a synchronisation failed.</summary>
    public static bool IsFailure(GitOutcome outcome) => outcome is not (GitOutcome.Success or GitOutcome.UpToDate or GitOutcome.NotConfigured or GitOutcome.Pending);
}
