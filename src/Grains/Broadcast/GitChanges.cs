using Microsoft.Extensions.Hosting;
using Universal.Broadcast;
using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Grains.Broadcast;

/// <summary>Tells where this node's repository stands when that changes, while somebody listens.</summary>
internal sealed class GitChanges(GitRepository repository, NodeBroadcasts broadcasts, BroadcastInterest interest) : IHostedService
{
    private GitNodeStatus? _told;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        repository.Synchronised += OnSynchronised;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        repository.Synchronised -= OnSynchronised;
        return Task.CompletedTask;
    }

    private void OnSynchronised()
    {
        var status = repository.Status;
        var told = _told;
        // A look that found nothing new is no news.
        if (told is not null && status with { At = told.At, Changes = told.Changes } == told) return;
        _told = status;
        if (interest.Wants(BroadcastTopics.Git)) broadcasts.SendAsync(new GitContent(status)).Ignore();
    }
}
