using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Transport;

/// <summary>Talks to the remote with the git program.</summary>
internal sealed class ProgramTransport(GitRemoteSettings settings, TimeProvider time) : IGitTransport
{
    private readonly GitProgram _git = new(settings, time);

    private string Ref => "refs/heads/" + settings.Branch;

    public async Task<RemoteTip> FetchAsync(string folder, CancellationToken cancellationToken)
    {
        var listed = await RunAsync(folder, ["ls-remote", "--heads", "--", settings.Url], cancellationToken);
        var heads = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[1].Trim(), parts => parts[0], StringComparer.Ordinal);
        if (!heads.TryGetValue(Ref, out var commit))
            return new RemoteTip(null, [.. heads.Keys.Select(name => name["refs/heads/".Length..]).Order(StringComparer.Ordinal)]);
        if (IsHere(folder, commit)) return new RemoteTip(commit, []);

        var incoming = LibraryTransport.Incoming + Guid.NewGuid().ToString("N");
        string[] options = ["--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--progress"];
        await RunAsync(folder, ["fetch", .. options, "--", settings.Url, $"+{Ref}:{incoming}"], cancellationToken);
        using var repository = new LibRepository(folder);
        // The branch may have moved on since it was listed.
        var fetched = (repository.Refs[incoming] as DirectReference)?.TargetIdentifier
            ?? throw new GitException(GitOutcome.RemoteUnreachable, "The git program fetched nothing and does not say why.");
        repository.Refs.Remove(incoming);
        return new RemoteTip(fetched, []);
    }

    public async Task PushAsync(string folder, string source, CancellationToken cancellationToken)
    {
        string[] push = ["push", "--porcelain", "--progress", "--no-verify", "--", settings.Url, $"{source}:{Ref}"];
        var run = await _git.RunAsync(folder, push, cancellationToken);
        if (run.ExitCode == 0) return;
        // "!<tab>from:to<tab>[rejected] (fetch first)"
        var rejected = run.Output.Split('\n').FirstOrDefault(line => line.StartsWith("!\t", StringComparison.Ordinal));
        throw rejected is null ? GitErrors.OfProgram(run.Errors) : GitErrors.OfRejection(rejected.Split('\t')[^1].Trim());
    }

    private async Task<string> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var run = await _git.RunAsync(folder, arguments, cancellationToken);
        return run.ExitCode == 0 ? run.Output : throw GitErrors.OfProgram(run.Errors);
    }

    private static bool IsHere(string folder, string commit)
    {
        using var repository = new LibRepository(folder);
        return repository.Lookup<Commit>(commit) is not null;
    }
}
