using Microsoft.Extensions.Hosting;
using Universal.Catalogue;
using Universal.Git;
using Universal.Grains.Git;
using Universal.Grains.Nodes;
using Universal.Notifications;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Notifications;

/// <summary>Raises notifications of what happens to the platform itself: a node that died, a repository that is not in step, a fault of the configuration.</summary>
internal sealed class PlatformEvents(Notifier notifier, LiveNodes nodes, LocalNode node, GitRepository repository, FolderCatalogue catalogue) : BackgroundService
{
    private Dictionary<SiloAddress, ClusterMember> _members = [];
    private GitOutcome _outcome = GitOutcome.Pending;
    private HashSet<CatalogueFault> _faults = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        repository.Synchronised += OnSynchronised;
        catalogue.Changed += OnCatalogue;
        try
        {
            OnCatalogue();
            await nodes.WatchAsync(OnMembers, stoppingToken);
        }
        finally
        {
            repository.Synchronised -= OnSynchronised;
            catalogue.Changed -= OnCatalogue;
        }
    }

    private void OnMembers(ClusterMembershipSnapshot snapshot)
    {
        var dead = PlatformEventRules.Died(_members.Values, snapshot.Members).ToArray();
        _members = new(snapshot.Members);
        // All see it; one tells it.
        if (dead.Length == 0 || !node.Silo.Equals(PlatformEventRules.Speaker(snapshot.Members.Values))) return;
        foreach (var member in dead)
        {
            notifier.Raise(
                NotificationLevel.Error, "cluster", $"Node {member.Name} died",
                "Its process ended without notice, or did not answer for too long. Its jobs go on elsewhere as their rules say.", $"node-died/{member.SiloAddress.ToParsableString()}");
        }
    }

    private void OnSynchronised()
    {
        var status = repository.Status;
        var before = _outcome;
        _outcome = status.Outcome;
        if (status.Outcome == before || !PlatformEventRules.IsFailure(status.Outcome)) return;
        // Every node finds the same; the first one's words are kept.
        notifier.Raise(
            NotificationLevel.Error, "git", $"The repository is not in step with its remote ({status.Outcome})", $"{status.Node}: {status.Detail}", $"git/{status.Outcome}");
    }

    private void OnCatalogue()
    {
        HashSet<CatalogueFault> faults = [.. catalogue.Faults.Where(fault => fault.Severity == FaultSeverity.Error)];
        foreach (var fault in faults.Except(_faults))
            notifier.Raise(NotificationLevel.Error, "configuration", "The configuration has a fault", fault.ToString(), $"configuration/{fault}");
        _faults = faults;
    }
}
