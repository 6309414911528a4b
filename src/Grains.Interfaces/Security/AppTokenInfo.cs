namespace Universal.Security;

/// <summary>An app token, without its secret.</summary>
[GenerateSerializer, Immutable, Alias("universal.AppTokenInfo")]
public sealed record AppTokenInfo
{
    /// <summary>Number of the token.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>The identity that it stands for.</summary>
    [Id(1)] public required string Identity { get; init; }

    /// <summary>The roles that it is limited to. In effect are those that its identity still covers.</summary>
    [Id(2)] public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What it is for.</summary>
    [Id(3)] public string? Description { get; init; }

    /// <summary>When it was granted.</summary>
    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires; null: never.</summary>
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    [Id(6)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who granted it.</summary>
    [Id(7)] public string? CreatedBy { get; init; }

    /// <summary>The token that granted it, and that it ends with. Null: a session did.</summary>
    [Id(8)] public long? ParentId { get; init; }
}

/// <summary>Asks for an app token.</summary>
/// <param name="Identity">The identity that it shall stand for.</param>
/// <param name="Roles">The roles to limit it to; empty: those of the identity that <paramref name="Grantor"/> covers.</param>
/// <param name="Grantor">The roles of who asks: nobody can hand out more than they have.</param>
/// <param name="ExpiresAt">When it shall expire; null: after the default lifetime.</param>
/// <param name="Description">What it is for; at most 200 characters.</param>
/// <param name="GrantedBy">The token that asks: the new one ends no later, and with it. Null: a session asks.</param>
[GenerateSerializer, Immutable, Alias("universal.AppTokenRequest")]
public sealed record AppTokenRequest(
    [property: Id(0)] string Identity,
    [property: Id(1)] IReadOnlyList<string> Roles,
    [property: Id(2)] IReadOnlyList<string> Grantor,
    [property: Id(3)] DateTimeOffset? ExpiresAt = null,
    [property: Id(4)] string? Description = null,
    [property: Id(5)] long? GrantedBy = null);

/// <summary>Outcome of asking for an app token.</summary>
/// <param name="Status">What happened; <see cref="IdentityOperationStatus.NotFound"/>: no such identity, or it is disabled.</param>
/// <param name="Token">The token, when granted.</param>
/// <param name="Secret">What the caller sends as bearer. It is not stored and cannot be had again.</param>
/// <param name="Errors">Faults by the name of the field.</param>
[GenerateSerializer, Immutable, Alias("universal.AppTokenGrant")]
public sealed record AppTokenGrant(
    [property: Id(0)] IdentityOperationStatus Status,
    [property: Id(1)] AppTokenInfo? Token,
    [property: Id(2)] string? Secret,
    [property: Id(3)] IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Who a valid app token stands for.</summary>
/// <param name="Token">The token.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Roles">The roles in effect: those of the token that the identity covers now.</param>
[GenerateSerializer, Immutable, Alias("universal.AppTokenHolder")]
public sealed record AppTokenHolder(
    [property: Id(0)] AppTokenInfo Token, [property: Id(1)] IdentityInfo Identity, [property: Id(2)] IReadOnlyList<string> Roles);
