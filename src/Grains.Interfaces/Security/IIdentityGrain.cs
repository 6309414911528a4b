using Orleans.Concurrency;
using Universal.Calls;

namespace Universal.Security;

/// <summary>One identity, by <c>identity/NAME</c> (<see cref="IdentityKeys"/>), whether it exists or not. The only writer of its row.</summary>
[Alias("universal.IIdentityGrain")]
public interface IIdentityGrain : IGrainWithStringKey
{
    /// <summary>The identity, or null. Changes nothing.</summary>
    [Alias("Get"), Repeatable, AlwaysInterleave] Task<IdentityInfo?> Get();

    /// <summary>The identity, if it is enabled and <paramref name="stamp"/> is still its security stamp; otherwise null. Changes nothing.</summary>
    [Alias("CheckSession"), Repeatable, AlwaysInterleave] Task<IdentityInfo?> CheckSession(string stamp);

    /// <summary>
    /// Checks a password. A failure is counted, and too many lock the identity out for a while, during which the right password fails too.
    /// </summary>
    [Alias("SignIn")] Task<SignInResult> SignIn(string password, RequestOrigin origin);

    /// <summary>Changes the password for somebody who knows the present one. Ends all sessions; the new stamp is in the result of the next sign-in.</summary>
    /// <returns><see cref="IdentityOperationStatus.Invalid"/>: the present password is wrong (counted like a failed sign-in), or the new one too weak.</returns>
    [Alias("ChangePassword")] Task<IdentityResult> ChangePassword(string current, string replacement, RequestOrigin origin);

    /// <summary>Ends all sessions of the identity; its app tokens stay. Repeating it is harmless.</summary>
    [Alias("EndSessions")] Task<IdentityOperationStatus> EndSessions(RequestOrigin origin);

    /// <summary>Creates the identity. Ask <see cref="IIdentitiesGrain"/> instead.</summary>
    [Alias("Create")] Task<IdentityResult> Create(NewIdentity identity, bool first, RequestOrigin origin);

    /// <summary>Changes the identity. Ask <see cref="IIdentitiesGrain"/> instead: it keeps the last administrator.</summary>
    [Alias("Change")] Task<IdentityResult> Change(IdentityChange change, RequestOrigin origin);

    /// <summary>Deletes the identity with its tokens. Ask <see cref="IIdentitiesGrain"/> instead: it keeps the last administrator.</summary>
    [Alias("Delete")] Task<IdentityResult> Delete(RequestOrigin origin);
}

/// <summary>The identities of the cluster. Key 0; one in the cluster, so that two changes cannot each remove the last administrator but one.</summary>
[Alias("universal.IIdentitiesGrain")]
public interface IIdentitiesGrain : IGrainWithIntegerKey
{
    /// <summary>Whether any identity exists: the cluster has been set up.</summary>
    [Alias("IsSetUp"), Repeatable, AlwaysInterleave] Task<bool> IsSetUp();

    /// <summary>Identities in order of their number, after <paramref name="afterId"/>, at most <paramref name="take"/> (1 to 500).</summary>
    [Alias("List"), Repeatable, AlwaysInterleave] Task<IReadOnlyList<IdentityInfo>> List(long afterId, int take);

    /// <summary>An identity by its number, or null.</summary>
    [Alias("Get"), Repeatable, AlwaysInterleave] Task<IdentityInfo?> Get(long id);

    /// <summary>Creates the very first identity, with the role Administrator, whatever <paramref name="identity"/> says of roles.</summary>
    /// <returns><see cref="IdentityOperationStatus.Conflict"/>: there is an identity already, or another node was first.</returns>
    [Alias("CreateFirst")] Task<IdentityResult> CreateFirst(NewIdentity identity, RequestOrigin origin);

    /// <summary>Creates an identity.</summary>
    [Alias("Create")] Task<IdentityResult> Create(NewIdentity identity, RequestOrigin origin);

    /// <summary>Changes an identity.</summary>
    [Alias("Change")] Task<IdentityResult> Change(long id, IdentityChange change, RequestOrigin origin);

    /// <summary>Deletes an identity with its tokens.</summary>
    [Alias("Delete")] Task<IdentityResult> Delete(long id, RequestOrigin origin);
}

/// <summary>Keys of identity grains. The prefix keeps Orleans' storage from reading a name as a hexadecimal number.</summary>
public static class IdentityKeys
{
    private const string Prefix = "identity/";

    /// <summary>The key of the identity of that name; letter case does not matter.</summary>
    public static string For(string name) => Prefix + name.ToLowerInvariant();

    /// <summary>The name in a key, in lower case.</summary>
    public static string NameOf(string key) => key[Prefix.Length..];
}
