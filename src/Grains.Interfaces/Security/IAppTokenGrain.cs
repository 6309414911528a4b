using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orleans.Concurrency;
using Universal.Calls;

namespace Universal.Security;

/// <summary>One app token, by <c>token/HASH</c> (<see cref="AppTokenKeys"/>), whether it exists or not. Every request that carries the token asks it.</summary>
[Alias("universal.IAppTokenGrain")]
public interface IAppTokenGrain : IGrainWithStringKey
{
    /// <summary>Who the token stands for; null when it is unknown, expired, revoked, or its identity is disabled or gone. Changes nothing.</summary>
    [Alias("Check"), Repeatable, AlwaysInterleave] Task<AppTokenHolder?> Check();

    /// <summary>Revokes the token, for every node at once. Repeating it is harmless.</summary>
    /// <returns>False: no such token.</returns>
    [Alias("Revoke")] Task<bool> Revoke(RequestOrigin origin);
}

/// <summary>The app tokens of the cluster. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IAppTokensGrain")]
public interface IAppTokensGrain : IGrainWithIntegerKey
{
    /// <summary>Grants a token. A repeat grants another one.</summary>
    [Alias("Grant")] Task<AppTokenGrant> Grant(AppTokenRequest request, RequestOrigin origin);

    /// <summary>Tokens in order of their number, after <paramref name="afterId"/>, at most <paramref name="take"/> (1 to 500), of one identity or (null) of all.</summary>
    [Alias("List"), Repeatable] Task<IReadOnlyList<AppTokenInfo>> List(string? identity, long afterId, int take);

    /// <summary>A token by its number, or null.</summary>
    [Alias("Get"), Repeatable] Task<AppTokenInfo?> Get(long id);

    /// <summary>Revokes a token by its number. Repeating it is harmless.</summary>
    /// <returns>False: no such token.</returns>
    [Alias("Revoke")] Task<bool> Revoke(long id, RequestOrigin origin);
}

/// <summary>Secrets of app tokens, and the keys of their grains.</summary>
public static class AppTokenKeys
{
    /// <summary>What an app token starts with, so that scanners of source code can find lost ones.</summary>
    public const string Prefix = "unv_";

    /// <summary>What a token of a running job starts with.</summary>
    public const string JobPrefix = "unvj_";

    private const string KeyPrefix = "token/";

    /// <summary>A new secret: the prefix and 256 random bits in base64url.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a secret, lower-case hexadecimal. A random secret of 256 bits needs no slow hash.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The grain key of the token with that hash.</summary>
    public static string For(string hash) => KeyPrefix + hash;

    /// <summary>The hash in a key.</summary>
    public static string HashIn(string key) => key[KeyPrefix.Length..];
}
