using Microsoft.Extensions.Hosting;
using Universal.Git;
using Universal.Grains.Nodes;

namespace Universal.Grains.Git;

/// <summary>Synchronises this node at its start and at each interval, and sees to it that edits that wait are tried again.</summary>
internal sealed class GitSynchroniser(GitRepository repository, LocalNode node, IGrainFactory grains) : BackgroundService
{
    // Settings that nobody told this node of are found by then.
    private static readonly TimeSpan LookAtSettings = TimeSpan.FromMinutes(1);

    // The database did not answer: it may at any time.
    private static readonly TimeSpan AgainSoon = TimeSpan.FromSeconds(3);

    private readonly WakeSignal _synchronised = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        repository.Synchronised += _synchronised.Give;
        await repository.SynchroniseAsync(GitTrigger.Start);
        while (!stoppingToken.IsCancellationRequested)
        {
            // Whatever made the node synchronise meanwhile, the interval begins anew, and may be another one.
            if (await _synchronised.WaitAsync(Interval, stoppingToken)) continue;
            if (node.Started && repository.Configured is { TakesEdits: true }) grains.GetGrain<IGitWriterGrain>(0).Publish().Ignore();
            await repository.SynchroniseAsync(GitTrigger.Interval);
        }
    }

    private TimeSpan Interval => repository.IsUncertain ? AgainSoon : repository.Configured is { IsSet: true } configured ? configured.Settings.Interval : LookAtSettings;
}
