using Orleans.Concurrency;
using Universal.Git;
using Universal.Persistence.Git;

namespace Universal.Grains.Git;

/// <summary>See <see cref="IGitGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class GitGrain(GitConfiguration configuration, IGitStore store, GitNodes nodes) : Grain, IGitGrain
{
    public async Task<GitSettings> GetSettings() => (await configuration.ReadAsync()).Settings;

    public async Task<GitSettingsResult> SetSettings(GitSettingsChange change, string? by)
    {
        var result = await configuration.WriteAsync(change, by);
        // Stored; a node that is not told reads them at its next interval.
        if (result.Settings is not null) nodes.SynchroniseAll(GitTrigger.Settings).Ignore();
        return result;
    }

    public async Task<bool> RemoveSettings()
    {
        var removed = await configuration.RemoveAsync();
        nodes.SynchroniseAll(GitTrigger.Settings).Ignore();
        return removed;
    }

    public async Task<string?> GetHookSecret() => (await configuration.ReadAsync()).HookSecret;

    public async Task<IReadOnlyList<GitNodeStatus>> Synchronise(GitTrigger trigger)
    {
        GrainFactory.GetGrain<IGitWriterGrain>(0).Publish().Ignore();
        return await nodes.SynchroniseAll(trigger);
    }

    public Task<IReadOnlyList<GitNodeStatus>> ListNodes() => nodes.ListAll();

    public Task<IReadOnlyList<GitSyncRecord>> ListHistory(long? before, int take) => store.ListHistoryAsync(before, take);
}
