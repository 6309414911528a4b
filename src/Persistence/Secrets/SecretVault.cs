using System.Security.Cryptography;
using Universal.Errors;

namespace Universal.Persistence.Secrets;

/// <summary>A secret with its value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text; of a credential, its JSON.</param>
public sealed record OpenSecret(SecretKind Kind, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind} ***";
}

/// <summary>How far the change from one key to the next has come.</summary>
/// <param name="State">How this node stands to the key.</param>
/// <param name="Reason">What is wrong; null: nothing.</param>
/// <param name="KeyId">The key; null: this node does not have it.</param>
/// <param name="Remaining">How many values are still encrypted with another key; null: this node does not know.</param>
public sealed record SecretKeyReport(ClusterKeyState State, string? Reason, string? KeyId, long? Remaining);

/// <summary>Secrets in the database, encrypted with the cluster's key. A value opens only under its own name and version.</summary>
public sealed class SecretVault
{
    private const string Purpose = "secret";
    private const int MaxRaces = 5;
    private const int Batch = 100;
    private readonly ISecretStore _store;
    private readonly ClusterKey _cluster;
    private readonly Keys.DatabaseKeyRepository _ring;

    private volatile string? _ringFault;

    internal SecretVault(ISecretStore store, ClusterKey cluster, Keys.DatabaseKeyRepository ring) => (_store, _cluster, _ring) = (store, cluster, ring);

    /// <summary>How this node stands to the key.</summary>
    public ClusterKeyState State => _cluster.State;

    /// <summary>Why this node cannot use secrets; null: it can, or does not know yet.</summary>
    public string? Reason => _cluster.Reason;

    /// <summary>Why this process cannot take part in the cluster: it has a wrong key, or cannot read the key ring. Null: it can, or does not know yet.</summary>
    public string? Fault => _cluster.State == ClusterKeyState.Wrong ? _cluster.Reason : _ringFault;

    /// <summary>
    /// 32 bytes for a purpose from each key that this process has, of the one that it writes with first: what only processes with the cluster's key know.
    /// Needs no database. Empty: it has no key.
    /// </summary>
    public IReadOnlyList<byte[]> DeriveKeys(string purpose) => _cluster.DeriveAll(purpose);

    /// <summary>Compares the keys of a node that starts with the cluster's. The first node makes one.</summary>
    /// <returns>What keeps the node from starting; null: nothing.</returns>
    public async Task<string?> StartAsync(string node, CancellationToken cancellationToken)
    {
        await _cluster.CheckAsync(starting: true, node, cancellationToken);
        await CheckRingAsync(cancellationToken);
        return Fault;
    }

    /// <summary>Looks again whether the node has the cluster's key. Can be repeated.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _cluster.CheckAsync(starting: false, "", cancellationToken);
        if (_cluster.State == ClusterKeyState.Ready) _ringFault = null;
        else await CheckRingAsync(cancellationToken);
    }

    /// <summary>The value of a secret; null: there is none.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the key, or the value was tampered with.</exception>
    public async Task<OpenSecret?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        await _cluster.GetAsync(cancellationToken);
        return await _store.GetAsync(name, cancellationToken) is { } row ? new OpenSecret(row.Kind, Open(row)) : null;
    }

    /// <summary>Looks whether values can be set, before something is begun that needs it.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the key.</exception>
    public Task DemandKeyAsync(CancellationToken cancellationToken = default) => _cluster.GetAsync(cancellationToken);

    /// <summary>Sets the value of a secret. A repeat sets it again.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the key.</exception>
    public async Task WriteAsync(string name, OpenSecret secret, string? by, CancellationToken cancellationToken = default)
    {
        for (var race = 0; ; race++)
        {
            var key = await _cluster.GetAsync(cancellationToken);
            var version = (await _store.GetAsync(name, cancellationToken))?.Version ?? 0;
            if (await _store.PutAsync(name, secret.Kind, key.Id, key.Seal(Purpose, Place(name, version + 1, secret.Kind), secret.Text), version, by, cancellationToken)) return;
            if (race == MaxRaces) throw new SecretsUnavailableException($"Others change the secret '{name}' all the time; try again.");
        }
    }

    /// <summary>Removes the value of a secret. False: there was none.</summary>
    public Task<bool> DeleteAsync(string name) => _store.DeleteAsync(name);

    /// <summary>Encrypts a text that is kept elsewhere than in the vault. It opens for the same use and place only.</summary>
    /// <param name="use">What it is for.</param>
    /// <param name="place">What it belongs to.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SecretsUnavailableException">This node does not have the key.</exception>
    public async Task<string> SealAsync(string use, string place, string text, CancellationToken cancellationToken = default)
    {
        var key = await _cluster.GetAsync(cancellationToken);
        return $"{key.Id}:{key.Seal(use, place, text)}";
    }

    /// <summary>Decrypts a text of <see cref="SealAsync"/>.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the key, or the text was changed or put in another place.</exception>
    public async Task<string> UnsealAsync(string use, string place, string sealedText, CancellationToken cancellationToken = default)
    {
        await _cluster.GetAsync(cancellationToken);
        var parts = sealedText.Split(':', 2);
        try
        {
            return _cluster.Find(parts[0]).Open(use, place, parts[^1]);
        }
        catch (CryptographicException)
        {
            throw new SecretsUnavailableException("An encrypted value in the database was changed, or moved from its place, by a program without the key. Give the value again.");
        }
    }

    /// <summary>How far the change of keys has come.</summary>
    public async Task<SecretKeyReport> ReportAsync(CancellationToken cancellationToken = default)
    {
        if (_cluster.State == ClusterKeyState.Unknown) await CheckAsync(cancellationToken);
        if (_cluster.Current is not { } key) return new SecretKeyReport(_cluster.State, _cluster.Reason, null, null);
        var remaining = await _store.CountOtherKeyAsync(key.Id, cancellationToken) + await Task.Run(() => _ring.CountOtherKey(key), cancellationToken);
        return new SecretKeyReport(_cluster.State, null, key.Id, remaining);
    }

    /// <summary>
    /// Encrypts with the cluster's key what is encrypted with a former one. Each value is exchanged by itself, and only when nobody changed it
    /// meanwhile: it can be ended, repeated, and run by several nodes at once.
    /// </summary>
    /// <returns>How many were exchanged, and the names of those whose key this node does not have.</returns>
    public async Task<(int Exchanged, IReadOnlyList<string> Left)> RotateAsync(CancellationToken cancellationToken)
    {
        var exchanged = 0;
        List<string> left = [];
        if (_cluster.Current is not { } key) return (exchanged, left);
        for (var after = ""; ;)
        {
            var rows = await _store.ListOtherKeyAsync(key.Id, after, Batch, cancellationToken);
            foreach (var row in rows)
            {
                try
                {
                    if (await _store.ResealAsync(row, key.Id, key.Seal(Purpose, Place(row.Name, row.Version, row.Kind), Open(row)), cancellationToken)) exchanged++;
                }
                catch (SecretsUnavailableException)
                {
                    left.Add(row.Name);
                }
            }

            if (rows.Count < Batch) break;
            after = rows[^1].Name;
        }

        return (exchanged + await Task.Run(() => _ring.Rotate(key), cancellationToken), left);
    }

    private async Task CheckRingAsync(CancellationToken cancellationToken) =>
        _ringFault = await Task.Run(_ring.Fault, cancellationToken) is { } fault ? $"{fault} {_cluster.Reason}".Trim() : null;

    private string Open(SecretRow row)
    {
        try
        {
            return _cluster.Find(row.KeyId).Open(Purpose, Place(row.Name, row.Version, row.Kind), row.SealedText!);
        }
        catch (CryptographicException)
        {
            throw new SecretsUnavailableException($"The value of the secret '{row.Name}' in the database was changed by somebody who does not have the key. Set it again.");
        }
    }

    private static string Place(string name, long version, SecretKind kind) => $"{SecretStore.KeyOf(name)}\n{version}\n{(int)kind}";
}
