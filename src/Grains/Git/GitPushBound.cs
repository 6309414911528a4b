using Universal.Git;
using Universal.Persistence.Settings;

namespace Universal.Grains.Git;

/// <summary>
/// What push-only goes by: the commit that this cluster published last. A writer that dies between a push and noting it leaves a remote that is
/// one edit ahead; publishing that edit again finds it there.
/// </summary>
internal sealed class GitPushBound(ISettingStore settings)
{
    private const string Name = "git.published";

    private volatile bool _forgotten;

    /// <summary>Why the remote's commit is not taken; null: it is. The first one seen of a remote is.</summary>
    public async Task<string?> RefuseAsync(GitConfigured configured, string remote)
    {
        if (configured.Settings.Behavior != GitSyncBehavior.PushOnly)
        {
            // What others push is taken now. Going back to push-only later begins with what is there then.
            if (!_forgotten) await settings.DeleteAsync(Name);
            _forgotten = true;
            return null;
        }

        _forgotten = false;
        var known = await OntoAsync(configured);
        if (known is null) await PublishedAsync(configured, remote);
        return known is null || known == remote
            ? null
            : "The remote has commits that were not made here, which push-only does not take. Remove them there, or change the behavior to two-way.";
    }

    /// <summary>The commit that the remote must be at for a push; null: any.</summary>
    public async Task<string?> OntoAsync(GitConfigured configured) =>
        configured.Settings.Behavior == GitSyncBehavior.PushOnly && (await settings.GetAsync(Name))?.Value.Split('\n') is [var remote, var branch, var commit]
        // Of another remote or branch it says nothing.
        && remote == configured.Settings.Remote && branch == configured.Settings.Branch
            ? commit
            : null;

    /// <summary>Notes what the remote is at.</summary>
    public async Task PublishedAsync(GitConfigured configured, string? commit)
    {
        if (configured.Settings.Behavior != GitSyncBehavior.PushOnly || commit is null) return;
        var row = await settings.GetAsync(Name);
        await settings.PutAsync(Name, string.Join('\n', configured.Settings.Remote, configured.Settings.Branch, commit), row?.Version ?? 0, null);
    }
}
