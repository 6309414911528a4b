using System.Collections.Immutable;

namespace Universal.Persistence.Security;

/// <summary>An identity as it is stored.</summary>
public sealed record IdentityRow
{
    /// <summary>Number of the identity, given by <see cref="ISecurityStore.InsertIdentityAsync"/>.</summary>
    public long Id { get; init; }

    /// <summary>Name; unique in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the password by ASP.NET Core's hasher. Null: cannot sign in with a password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Names of its roles.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether it may sign in and use its tokens.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Changes with the password, the roles and each revocation of its sessions; cookies carry it.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Failed sign-ins since the last good one.</summary>
    public int FailedSignIns { get; init; }

    /// <summary>Locked out until then.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Raised by each write; a write names the version it saw.</summary>
    public long Version { get; init; }
}

/// <summary>An app token as it is stored. The token itself is not.</summary>
public sealed record AppTokenRow
{
    /// <summary>Number of the token, given by <see cref="ISecurityStore.InsertTokenAsync"/>.</summary>
    public long Id { get; init; }

    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The identity that it stands for.</summary>
    public required string Identity { get; init; }

    /// <summary>The roles that it is limited to.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The job it was made for; null: made by a person.</summary>
    public long? JobId { get; init; }

    /// <summary>When it was granted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who granted it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The token that granted it, and that it ends with; null: a session did.</summary>
    public long? ParentId { get; init; }
}

/// <summary>A line of the audit log.</summary>
/// <param name="Id">Number, ascending; 0 before it is stored.</param>
/// <param name="Time">When.</param>
/// <param name="Identity">Who; null: nobody signed in.</param>
/// <param name="Action">What, for instance <c>identity.create</c>.</param>
/// <param name="Subject">On what.</param>
/// <param name="Detail">Further facts, as text. Never secrets, parameters or script bodies.</param>
/// <param name="Node">The node that did it.</param>
/// <param name="Address">The caller's network address.</param>
public sealed record AuditRow(
    long Id, DateTimeOffset Time, string? Identity, string Action, string? Subject, string? Detail, string? Node, string? Address);

/// <summary>Identities, app tokens, roles of the repository's own, and the audit log.</summary>
public interface ISecurityStore
{
    /// <summary>Stores a new identity and returns it with its number and version 1; null when the name is taken.</summary>
    Task<IdentityRow?> InsertIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default);

    /// <summary>Stores the very first identity; null when there is any already. Two nodes that try at once: one wins.</summary>
    Task<IdentityRow?> InsertFirstIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default);

    /// <summary>Replaces an identity where its version is still <c>identity.Version - 1</c>.</summary>
    Task<bool> UpdateIdentityAsync(IdentityRow identity, CancellationToken cancellationToken = default);

    /// <summary>Deletes an identity and its tokens, in one transaction.</summary>
    Task<bool> DeleteIdentityAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads an identity by name in any letter case, or null.</summary>
    Task<IdentityRow?> GetIdentityAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads an identity by number, or null.</summary>
    Task<IdentityRow?> GetIdentityByIdAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Identities in order of their number, after <paramref name="afterId"/>, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<IdentityRow>> ListIdentitiesAsync(long afterId, int take, CancellationToken cancellationToken = default);

    /// <summary>Whether any identity exists.</summary>
    Task<bool> AnyIdentityAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores a token and returns it with its number. Group-committed: every job has one.</summary>
    Task<AppTokenRow> InsertTokenAsync(AppTokenRow token, CancellationToken cancellationToken = default);

    /// <summary>Marks a token as revoked; false when there is none, or it is revoked already.</summary>
    Task<bool> RevokeTokenAsync(long id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Reads a token by number, or null.</summary>
    Task<AppTokenRow?> GetTokenAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Reads a token by its hash, or null.</summary>
    Task<AppTokenRow?> GetTokenByHashAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Tokens made by people, in order of their number, after <paramref name="afterId"/>, of one identity or (null) of all.</summary>
    Task<IReadOnlyList<AppTokenRow>> ListTokensAsync(string? identity, long afterId, int take, CancellationToken cancellationToken = default);

    /// <summary>Notes that a session was signed out. Repeating it is harmless.</summary>
    Task EndSessionAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Whether a session was signed out.</summary>
    Task<bool> IsSessionEndedAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>Forgets sessions that ended before <paramref name="at"/>, at most <paramref name="batch"/>, and says how many.</summary>
    Task<int> TrimSessionsAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default);

    /// <summary>Deletes lines of the audit log from before <paramref name="at"/>, the oldest first, at most <paramref name="batch"/>, and says how many.</summary>
    Task<int> TrimAuditAsync(DateTimeOffset at, int batch, CancellationToken cancellationToken = default);

    /// <summary>Appends a line to the audit log.</summary>
    Task AppendAuditAsync(AuditRow row, CancellationToken cancellationToken = default);

    /// <summary>Lines of the audit log, newest first, with a smaller number than <paramref name="before"/> (null: from the newest).</summary>
    Task<IReadOnlyList<AuditRow>> ListAuditAsync(long? before, int take, CancellationToken cancellationToken = default);
}
