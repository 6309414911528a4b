namespace Universal.Repository.Git.Transport;

/// <summary>
/// Exchanges commits with the remote; touches neither files nor branches. Two kinds: the library, and the git program. Failures are
/// <see cref="GitException"/>, cancellation by the caller is itself.
/// </summary>
internal interface IGitTransport
{
    /// <summary>
    /// Brings the remote branch's commit here. Repeating it is harmless; one that broke off leaves nothing that the next would trip over.
    /// </summary>
    Task<RemoteTip> FetchAsync(string folder, CancellationToken cancellationToken);

    /// <summary>
    /// Pushes what that ref leads to as the remote's branch, never by force. Given up in the middle, whether the remote took it is open; the
    /// next fetch tells.
    /// </summary>
    Task PushAsync(string folder, string source, CancellationToken cancellationToken);
}

/// <summary>What the remote has.</summary>
/// <param name="Commit">Commit of the branch, which is here now; null: there is no such branch.</param>
/// <param name="OtherBranches">Then: the branches that there are.</param>
internal sealed record RemoteTip(string? Commit, IReadOnlyList<string> OtherBranches);
