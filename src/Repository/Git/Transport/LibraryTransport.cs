using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Transport;

/// <summary>Talks to the remote with the library.</summary>
internal sealed class LibraryTransport(GitRemoteSettings settings, TimeProvider time) : IGitTransport
{
    /// <summary>
    /// Where fetched commits wait, below a name of the attempt's own: an attempt that was given up cannot move anything that is used.
    /// </summary>
    public const string Incoming = "refs/universal/incoming/";

    private readonly OwnThread _threads = new();

    private string Ref => "refs/heads/" + settings.Branch;

    public Task<RemoteTip> FetchAsync(string folder, CancellationToken cancellationToken) =>
        RunAsync("git fetch", (watch, session) => Fetch(folder, watch, session), cancellationToken);

    public async Task PushAsync(string folder, string source, CancellationToken cancellationToken)
    {
        using var alone = await AloneAsync(cancellationToken);
        await RunAsync("git push", (watch, session) => Push(folder, source, watch, session), cancellationToken);
    }

    private RemoteTip Fetch(string folder, NetworkWatch watch, LibrarySession session)
    {
        using var repository = new LibRepository(folder);
        var origin = Origin(repository).Name;
        var attempt = Incoming + Guid.NewGuid().ToString("N") + "/";
        try
        {
            repository.Network.Fetch(origin, [$"+{Ref}:{attempt}{settings.Branch}"], session.FetchOptions(watch), "fetch");
            if (repository.Refs[attempt + settings.Branch] is DirectReference head) return new RemoteTip(head.TargetIdentifier, []);
            // Neither the library nor the protocol says whether a branch is gone or all are. Only here it is worth fetching them.
            repository.Network.Fetch(origin, [$"+refs/heads/*:{attempt}*"], session.FetchOptions(watch), "fetch");
            return new RemoteTip(null, [.. Names(repository, attempt).Select(name => name[attempt.Length..]).Order(StringComparer.Ordinal)]);
        }
        finally
        {
            foreach (var name in Names(repository, attempt)) repository.Refs.Remove(name);
        }
    }

    // The library exchanges with what the working copy's configuration names only.
    private Remote Origin(LibRepository repository) =>
        repository.Network.Remotes["origin"] is { } origin && origin.Url == settings.Url
            ? origin
            : throw new GitException(GitOutcome.Refused, "The folder is a working copy of another remote; open it with these settings first.");

    private static string[] Names(LibRepository repository, string prefix) =>
        [.. repository.Refs.FromGlob(prefix + "*").Select(reference => reference.CanonicalName)];

    private bool Push(string folder, string source, NetworkWatch watch, LibrarySession session)
    {
        using var repository = new LibRepository(folder);
        string? rejection = null;
        var options = session.PushOptions(watch);
        options.OnPushStatusError = error => rejection = error.Message;
        repository.Network.Push(Origin(repository), $"{source}:{Ref}", options);
        return rejection is null ? true : throw GitErrors.OfRejection(rejection);
    }

    // A server compares the branch with what the push was made for; the library, which writes into a remote on disk itself, overwrites it.
    // Of two nodes that push at the same moment, one would lose its commit.
    private async Task<IDisposable?> AloneAsync(CancellationToken cancellationToken) =>
        Uri.TryCreate(settings.Url, UriKind.Absolute, out var remote) && remote.IsFile && File.Exists(Path.Combine(remote.LocalPath, "HEAD"))
            ? await new WorkingCopyLock(remote.LocalPath, "universal-push.lock", time).TakeAsync(settings.Timeout, cancellationToken)
            : null;

    private async Task<T> RunAsync<T>(string name, Func<NetworkWatch, LibrarySession, T> exchange, CancellationToken cancellationToken)
    {
        using var watch = new NetworkWatch(settings.Timeout, time, cancellationToken);
        var session = new LibrarySession(settings);
        try
        {
            return await _threads.RunAsync(name, () => exchange(watch, session), watch.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or LibGit2SharpException && watch.Token.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw watch.Silent();
        }
        catch (LibGit2SharpException e)
        {
            throw session.Refusal ?? GitErrors.OfNetwork(e);
        }
    }
}
