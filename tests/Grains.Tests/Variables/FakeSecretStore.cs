using Universal.Errors;
using Universal.Persistence.Secrets;

namespace Universal.Grains.Tests.Variables;

/// <summary>Encrypted values in memory, with the promises of the real store as far as one key goes.</summary>
internal sealed class FakeSecretStore : ISecretStore
{
    private readonly Dictionary<string, SecretRow> _rows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it does not take changes.</summary>
    public bool IsDown { get; set; }

    public Task<SecretRow?> GetAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_rows.GetValueOrDefault(name));

    public Task<IReadOnlyList<SecretRow>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<SecretRow>>([.. _rows.Values]);

    public Task<bool> PutAsync(string name, SecretKind kind, string keyId, string sealedText, long version, string? by, CancellationToken cancellationToken = default)
    {
        Demand();
        if ((_rows.GetValueOrDefault(name)?.Version ?? 0) != version) return Task.FromResult(false);
        _rows[name] = new SecretRow(name, kind, keyId, sealedText, version + 1, DateTimeOffset.UnixEpoch, by);
        return Task.FromResult(true);
    }

    public Task<bool> ResealAsync(SecretRow row, string keyId, string sealedText, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        Demand();
        return Task.FromResult(_rows.Remove(name));
    }

    public Task<IReadOnlyList<SecretRow>> ListOtherKeyAsync(string keyId, string afterName, int take, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SecretRow>>([]);

    public Task<long> CountOtherKeyAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(0L);

    private void Demand()
    {
        if (IsDown) throw new DatabaseUnavailableException("The database is away.");
    }
}
