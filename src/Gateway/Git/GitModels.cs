using System.Text;
using System.Text.Json.Serialization;
using Universal.Git;

namespace Universal.Gateway.Git;

/// <summary>How the repository is kept in step with a git remote, without secrets.</summary>
internal sealed record GitSettingsModel(
    string Remote, string Branch, string? UserName, bool HasPassword, GitSyncBehavior SyncBehavior, GitMode Mode, TimeSpan Interval, TimeSpan Timeout,
    string? ProxyUrl, bool ExternalGit, string? CaFile, bool VerifyCertificate, bool HasHookSecret, bool SetAsideFiles, GitSettingsSource Source,
    long Version, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    public static GitSettingsModel Of(GitSettings settings) => new(
        settings.Remote, settings.Branch, settings.User, settings.HasSecret, settings.Behavior, settings.Mode, settings.Interval, settings.Timeout,
        settings.Proxy, settings.UseGitProgram, settings.CaFile, settings.VerifyCertificate, settings.HasHookSecret, settings.SetAsideFiles,
        settings.Source, settings.Version, settings.ChangedAt, settings.ChangedBy);
}

/// <summary>Body of <c>PUT /api/v1/git/settings</c>. What is left out stays as it is.</summary>
/// <param name="Remote">URL of the remote; empty: none, the folder is read as it is.</param>
/// <param name="Branch">The branch that is followed.</param>
/// <param name="UserName">User for http and https; empty: none.</param>
/// <param name="Password">Password or token for http and https; empty: none. Stored encrypted and never shown. Given again when the remote's server changes.</param>
/// <param name="SyncBehavior">OneWay, TwoWay or PushOnly.</param>
/// <param name="Mode">Automatic or Manual.</param>
/// <param name="Interval">How often the remote is asked, 1 s to 1 day: <c>00:01:00</c> is a minute.</param>
/// <param name="Timeout">How long the remote may be silent, 0.1 s to 1 hour.</param>
/// <param name="ProxyUrl">An http proxy; empty: none.</param>
/// <param name="ExternalGit">Whether the node's git program talks to the remote, which ssh needs.</param>
/// <param name="CaFile">PEM file, on each node, of the authorities of https servers; empty: the system's.</param>
/// <param name="VerifyCertificate">Whether certificates are checked.</param>
/// <param name="HookSecret">What webhooks are signed with; empty: none, and the webhook is closed.</param>
/// <param name="SetAsideFiles">Whether a folder whose files have nothing to do with the remote is moved aside.</param>
/// <param name="Version">The version that was read: 409 when it is another one now. Left out: whatever there is.</param>
internal sealed record GitSettingsBody(
    string? Remote, string? Branch, string? UserName, string? Password, GitSyncBehavior? SyncBehavior, GitMode? Mode, TimeSpan? Interval, TimeSpan? Timeout,
    string? ProxyUrl, bool? ExternalGit, string? CaFile, bool? VerifyCertificate, string? HookSecret, bool? SetAsideFiles, long? Version)
{
    /// <summary>These settings on top of others.</summary>
    public GitSettingsChange Over(GitSettings settings) => new(
        settings with
        {
            Remote = (Remote ?? settings.Remote).Trim(),
            Branch = Branch ?? settings.Branch,
            User = Or(UserName, settings.User),
            Behavior = SyncBehavior ?? settings.Behavior,
            Mode = Mode ?? settings.Mode,
            Interval = Interval ?? settings.Interval,
            Timeout = Timeout ?? settings.Timeout,
            Proxy = Or(ProxyUrl, settings.Proxy),
            UseGitProgram = ExternalGit ?? settings.UseGitProgram,
            CaFile = Or(CaFile, settings.CaFile),
            VerifyCertificate = VerifyCertificate ?? settings.VerifyCertificate,
            SetAsideFiles = SetAsideFiles ?? settings.SetAsideFiles,
        },
        Password,
        HookSecret,
        Version);

    /// <summary>Nothing of it: it holds secrets.</summary>
    public override string ToString() => nameof(GitSettingsBody);

    private static string? Or(string? given, string? before) => given is null ? before : given.Length == 0 ? null : given;
}

/// <summary>A file of an edit.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Content">The whole text, stored as UTF-8.</param>
/// <param name="ContentBase64">Instead: the bytes.</param>
/// <param name="Delete">Instead: whether the file is deleted.</param>
/// <param name="Base">The commit that its author saw. Left out: the node's.</param>
internal sealed record GitFileBody(string Path, string? Content, string? ContentBase64, bool Delete, string? Base)
{
    /// <summary>What is said of a file without a path.</summary>
    internal const string NoPath = "Each file needs a \"path\".";

    /// <summary>What is wrong with it, or null.</summary>
    [JsonIgnore]
    public string? Fault => Path is null ? NoPath
        : new[] { Content is not null, ContentBase64 is not null, Delete }.Count(given => given) != 1
            ? $"\"{Path}\" needs one of \"content\", \"contentBase64\" and \"delete\": true."
        : ContentBase64 is not null && !Convert.TryFromBase64String(ContentBase64, new byte[ContentBase64.Length], out _)
            ? $"\"contentBase64\" of \"{Path}\" is not base64."
        : null;

    public GitFileContent ToContent() => new(Path, Bytes(), Base);

    // An array that is null would become an empty file: what stands for "deleted" has no value.
    private ReadOnlyMemory<byte>? Bytes() =>
        Delete ? default(ReadOnlyMemory<byte>?) : ContentBase64 is not null ? Convert.FromBase64String(ContentBase64) : Encoding.UTF8.GetBytes(Content!);
}

/// <summary>Body of <c>POST /api/v1/git/edit</c>.</summary>
/// <param name="Message">The commit's message. Left out: made from the files.</param>
/// <param name="Files">Its files, together at most 5 MB.</param>
/// <param name="Publish">Whether it is published at once. Left out: when it has files and the mode is automatic.</param>
internal sealed record GitEditBody(string? Message, GitFileBody[]? Files, bool? Publish);

/// <summary>Body of <c>PUT /api/v1/git/edit/{id}/files</c>.</summary>
/// <param name="Files">Files to add or replace.</param>
internal sealed record GitFilesBody(GitFileBody[]? Files);

/// <summary>Body of <c>POST /api/v1/git/edit/{id}/publish</c>.</summary>
/// <param name="Message">The commit's message. Left out: the edit's, or one made from the files.</param>
/// <param name="Paths">Only these files; the others stay in an open edit of their own. Left out: all.</param>
internal sealed record GitPublishBody(string? Message, string[]? Paths);

/// <summary>Body of <c>POST /api/v1/git/edit/{id}/discard</c>.</summary>
/// <param name="Paths">Only these files. Left out: the whole edit.</param>
internal sealed record GitDiscardBody(string[]? Paths);

/// <summary>Body of <c>POST /api/v1/git/edit/{id}/resolve</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Choice">Mine, Theirs or Content.</param>
/// <param name="Content">With Content: the whole text. Left out: the file is deleted.</param>
internal sealed record GitResolveBody(string? Path, GitConflictChoice? Choice, string? Content);
