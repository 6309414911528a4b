namespace Universal.Git;

/// <summary>Who changes what between the cluster and the remote.</summary>
[GenerateSerializer, Alias("universal.GitSyncBehavior")]
public enum GitSyncBehavior
{
    /// <summary>The remote decides. Nothing can be edited here, and what is changed in a node's folder is replaced.</summary>
    OneWay = 0,

    /// <summary>Edits made here are published to the remote, and the remote's changes are taken.</summary>
    TwoWay = 1,

    /// <summary>Edits made here are published to the remote; what others push there is not taken, and stops the publishing.</summary>
    PushOnly = 2,
}

/// <summary>When the cluster and the remote are brought together.</summary>
[GenerateSerializer, Alias("universal.GitMode")]
public enum GitMode
{
    /// <summary>At each interval, by webhook, on request, and after each edit.</summary>
    Automatic = 0,

    /// <summary>On request only. Edits are collected in sessions and published with a message.</summary>
    Manual = 1,
}

/// <summary>Where settings come from.</summary>
[GenerateSerializer, Alias("universal.GitSettingsSource")]
public enum GitSettingsSource
{
    /// <summary>There are none.</summary>
    None = 0,

    /// <summary>The configuration of the node that answers: section <c>Git</c>, or PSU's <c>Data:Git...</c>.</summary>
    Configuration = 1,

    /// <summary>The database; they count for every node.</summary>
    Database = 2,
}

/// <summary>How the cluster keeps its repository in step with a git remote. Secrets are never in here.</summary>
[GenerateSerializer, Immutable, Alias("universal.GitSettings")]
public sealed record GitSettings
{
    /// <summary>The remote: https, http, ssh, git or file, or <c>user@host:path</c> for ssh. Empty: none, the folder is read as it is.</summary>
    [Id(0)] public string Remote { get; init; } = "";

    /// <summary>The branch that is followed. Default <c>main</c>.</summary>
    [Id(1)] public string Branch { get; init; } = "main";

    /// <summary>The user's name for http and https. Null: <c>git</c>, which hosts that take tokens accept.</summary>
    [Id(2)] public string? User { get; init; }

    /// <summary>Whether a password or token is stored.</summary>
    [Id(3)] public bool HasSecret { get; init; }

    /// <summary>Default <see cref="GitSyncBehavior.OneWay"/>.</summary>
    [Id(4)] public GitSyncBehavior Behavior { get; init; }

    /// <summary>Default <see cref="GitMode.Automatic"/>.</summary>
    [Id(5)] public GitMode Mode { get; init; }

    /// <summary>How often the remote is asked in automatic mode: 1 s to 1 day. Default 1 minute.</summary>
    [Id(6)] public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the remote may send nothing before an exchange is given up: 0.1 s to 1 hour. Default 1 minute.</summary>
    [Id(7)] public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>URL of an http proxy, without credentials. Null: what git's configuration and the environment of the node say.</summary>
    [Id(8)] public string? Proxy { get; init; }

    /// <summary>Whether the <c>git</c> program of the node talks to the remote, which ssh needs. Default: no.</summary>
    [Id(9)] public bool UseGitProgram { get; init; }

    /// <summary>PEM file, on each node, of the authorities that https servers are checked against. Null: the system's.</summary>
    [Id(10)] public string? CaFile { get; init; }

    /// <summary>Whether the certificate of an https server is checked. Default: yes.</summary>
    [Id(11)] public bool VerifyCertificate { get; init; } = true;

    /// <summary>Whether a secret for the webhook is stored; without one the webhook is closed.</summary>
    [Id(12)] public bool HasHookSecret { get; init; }

    /// <summary>
    /// Whether a node whose folder holds files that have nothing to do with the remote moves them aside at first contact, to
    /// a folder beside it that ends in <c>.set-aside</c>, and takes the remote's. Default: no, such a node refuses and says what to do.
    /// </summary>
    [Id(13)] public bool SetAsideFiles { get; init; }

    /// <summary>Where they come from.</summary>
    [Id(14)] public GitSettingsSource Source { get; init; }

    /// <summary>Raised by each change in the database; 0: they are not stored there.</summary>
    [Id(15)] public long Version { get; init; }

    /// <summary>When they were changed in the database.</summary>
    [Id(16)] public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who changed them.</summary>
    [Id(17)] public string? ChangedBy { get; init; }
}

/// <summary>New settings.</summary>
/// <param name="Settings">All of them; what a node fills in itself (source, version, whether there are secrets) does not count.</param>
/// <param name="Secret">Password or token for http and https. Null: as it is. Empty: none.</param>
/// <param name="HookSecret">What webhooks are signed with. Null: as it is. Empty: none.</param>
/// <param name="Version">The version that was read; null: replace whatever there is.</param>
[GenerateSerializer, Immutable, Alias("universal.GitSettingsChange")]
public sealed record GitSettingsChange(
    [property: Id(0)] GitSettings Settings,
    [property: Id(1)] string? Secret = null,
    [property: Id(2)] string? HookSecret = null,
    [property: Id(3)] long? Version = null)
{
    /// <summary>Everything but the secrets.</summary>
    public override string ToString() => $"{Settings.Remote} {Settings.Branch} {Settings.Behavior} {Settings.Mode}";
}

/// <summary>How changing the settings ended.</summary>
/// <param name="Settings">The settings now; null: nothing was changed.</param>
/// <param name="Errors">Faults by field; empty without settings: somebody else changed them meanwhile.</param>
[GenerateSerializer, Immutable, Alias("universal.GitSettingsResult")]
public sealed record GitSettingsResult(
    [property: Id(0)] GitSettings? Settings, [property: Id(1)] IReadOnlyDictionary<string, string[]> Errors);
