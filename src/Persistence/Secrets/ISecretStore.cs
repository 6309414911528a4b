namespace Universal.Persistence.Secrets;

/// <summary>What a secret is.</summary>
public enum SecretKind
{
    /// <summary>A text.</summary>
    Text = 0,

    /// <summary>A name with a password.</summary>
    Credential = 1,
}

/// <summary>A secret, encrypted.</summary>
/// <param name="Name">Its name, as it was written. Letter case does not matter.</param>
/// <param name="Kind">What it is.</param>
/// <param name="KeyId">The key that it is encrypted with.</param>
/// <param name="SealedText">The encrypted value; null in lists.</param>
/// <param name="Version">From 1; raised by each change of the value.</param>
/// <param name="ChangedAt">When the value was changed.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record SecretRow(string Name, SecretKind Kind, string KeyId, string? SealedText, long Version, DateTimeOffset ChangedAt, string? ChangedBy);

/// <summary>The encrypted values of secrets, by name. Letter case of names does not matter.</summary>
public interface ISecretStore
{
    /// <summary>A secret, or null.</summary>
    Task<SecretRow?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All of them by name, at most 10,000, without their values.</summary>
    Task<IReadOnlyList<SecretRow>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes a secret. False: its version is another one now, and nothing was written.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="sealedText">The value, encrypted for the version that it gets: <paramref name="version"/> + 1.</param>
    /// <param name="version">The version that was read; 0: there is none yet.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Ends the call; whether it was written is open then.</param>
    Task<bool> PutAsync(string name, SecretKind kind, string keyId, string sealedText, long version, string? by, CancellationToken cancellationToken = default);

    /// <summary>Exchanges the encrypted form of a value that stays the same. False: value or key is another one now, and nothing was written.</summary>
    Task<bool> ResealAsync(SecretRow row, string keyId, string sealedText, CancellationToken cancellationToken = default);

    /// <summary>Removes a secret. False: there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Secrets that are encrypted with another key, by name from after <paramref name="afterName"/> (empty: from the first).</summary>
    Task<IReadOnlyList<SecretRow>> ListOtherKeyAsync(string keyId, string afterName, int take, CancellationToken cancellationToken = default);

    /// <summary>How many secrets are encrypted with another key.</summary>
    Task<long> CountOtherKeyAsync(string keyId, CancellationToken cancellationToken = default);
}
