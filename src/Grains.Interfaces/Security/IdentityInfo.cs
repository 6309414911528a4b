namespace Universal.Security;

/// <summary>An identity as others may see it: without its password's hash and its security stamp.</summary>
[GenerateSerializer, Immutable, Alias("universal.IdentityInfo")]
public sealed record IdentityInfo
{
    /// <summary>Number of the identity.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>Name; unique in any letter case.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Names of its roles.</summary>
    [Id(2)] public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether it may sign in and use its tokens.</summary>
    [Id(3)] public bool Enabled { get; init; }

    /// <summary>Whether it can sign in with a password.</summary>
    [Id(4)] public bool HasPassword { get; init; }

    /// <summary>Locked out until then.</summary>
    [Id(5)] public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was created.</summary>
    [Id(6)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last signed in.</summary>
    [Id(7)] public DateTimeOffset? LastSignInAt { get; init; }
}

/// <summary>Asks for a new identity.</summary>
/// <param name="Name">1 to 100 letters, digits, spaces and <c>. _ - @ \ +</c>, starting with a letter or digit.</param>
/// <param name="Password">Its password; null: it cannot sign in with one.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Enabled">Whether it may sign in.</param>
[GenerateSerializer, Immutable, Alias("universal.NewIdentity")]
public sealed record NewIdentity(
    [property: Id(0)] string Name, [property: Id(1)] string? Password, [property: Id(2)] IReadOnlyList<string> Roles, [property: Id(3)] bool Enabled = true);

/// <summary>Changes an identity. What is null stays. Any change of roles, password or enablement ends its sessions.</summary>
/// <param name="Roles">New roles.</param>
/// <param name="Enabled">Whether it may sign in and use its tokens.</param>
/// <param name="Password">New password, set by an administrator; a lock-out ends with it.</param>
/// <param name="Unlock">True ends a lock-out.</param>
[GenerateSerializer, Immutable, Alias("universal.IdentityChange")]
public sealed record IdentityChange(
    [property: Id(0)] IReadOnlyList<string>? Roles = null,
    [property: Id(1)] bool? Enabled = null,
    [property: Id(2)] string? Password = null,
    [property: Id(3)] bool Unlock = false);

/// <summary>Outcome of an operation on an identity.</summary>
[GenerateSerializer, Alias("universal.IdentityOperationStatus")]
public enum IdentityOperationStatus
{
    /// <summary>Done, and stored.</summary>
    Done = 0,

    /// <summary>No such identity.</summary>
    NotFound = 1,

    /// <summary>The name is taken; or, at set-up, an identity exists already.</summary>
    Conflict = 2,

    /// <summary>A value is wrong; <see cref="IdentityResult.Errors"/> says which and what to change.</summary>
    Invalid = 3,

    /// <summary>Refused: nobody who may administer the cluster would be left.</summary>
    LastAdministrator = 4,
}

/// <summary>Outcome of an operation on an identity.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Identity">The identity as it is now, when there is one.</param>
/// <param name="Errors">Faults by the name of the field.</param>
[GenerateSerializer, Immutable, Alias("universal.IdentityResult")]
public sealed record IdentityResult(
    [property: Id(0)] IdentityOperationStatus Status,
    [property: Id(1)] IdentityInfo? Identity,
    [property: Id(2)] IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Outcome of a sign-in.</summary>
[GenerateSerializer, Alias("universal.SignInStatus")]
public enum SignInStatus
{
    /// <summary>Signed in.</summary>
    Succeeded = 0,

    /// <summary>Unknown name, wrong password, or disabled. Callers must not be told which.</summary>
    Failed = 1,

    /// <summary>Too many failures. Callers must not be told that the name exists.</summary>
    LockedOut = 2,
}

/// <summary>Outcome of a sign-in.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Session">The session, when signed in.</param>
[GenerateSerializer, Immutable, Alias("universal.SignInResult")]
public sealed record SignInResult([property: Id(0)] SignInStatus Status, [property: Id(1)] IdentitySession? Session);

/// <summary>Who a session is of, and the stamp that its cookie carries.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="Stamp">Its security stamp at that time.</param>
[GenerateSerializer, Immutable, Alias("universal.IdentitySession")]
public sealed record IdentitySession([property: Id(0)] IdentityInfo Identity, [property: Id(1)] string Stamp);
