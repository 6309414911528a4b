using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Universal.Errors;
using Universal.Persistence.Settings;

namespace Universal.Persistence.Secrets;

/// <summary>How this process stands to the cluster's key.</summary>
public enum ClusterKeyState
{
    /// <summary>Not looked at yet.</summary>
    Unknown,

    /// <summary>It has the key.</summary>
    Ready,

    /// <summary>It has no key, and none is configured: it serves, without secrets.</summary>
    Missing,

    /// <summary>It is configured with another key than the cluster's: a fault.</summary>
    Wrong,
}

/// <summary>
/// The key that the cluster's secrets are encrypted with now: the one that a row of the database names, by its id and a check text that only this
/// key opens. A node that does not have it says so, and neither reads nor writes secrets: two keys would be mixed in silence otherwise.
/// </summary>
internal sealed partial class ClusterKey(SecretKeys keys, ISettingStore settings, ILogger<ClusterKey> logger)
{
    /// <summary>Name of the row.</summary>
    public const string Setting = "secrets.key";

    private const string Purpose = "check";
    private const string CheckText = "universal";
    private const int MaxRaces = 10;
    private const int MaxRetired = 100;
    private volatile Found _found = new(ClusterKeyState.Unknown, null, null);

    /// <summary>How this process stands to the key.</summary>
    public ClusterKeyState State => _found.State;

    /// <summary>Why there is no key, and what to do. Null: there is one, or it was not looked at.</summary>
    public string? Reason => _found.Reason;

    /// <summary>The key, when <see cref="State"/> is <see cref="ClusterKeyState.Ready"/>; otherwise null.</summary>
    public SecretKey? Current => _found.Key;

    /// <summary>The key, looked for again when it was not there.</summary>
    /// <exception cref="SecretsUnavailableException">This process does not have it.</exception>
    public async Task<SecretKey> GetAsync(CancellationToken cancellationToken = default)
    {
        if (_found.Key is null) await CheckAsync(starting: false, "", cancellationToken);
        return _found.Key ?? throw new SecretsUnavailableException(Reason!);
    }

    /// <summary>32 bytes for a purpose from each key that this process has, of the one that it writes with first.</summary>
    public IReadOnlyList<byte[]> DeriveAll(string purpose) => [.. keys.All.Select(key => key.Derive(purpose))];

    /// <summary>The key of that id, for what was encrypted earlier.</summary>
    /// <exception cref="SecretsUnavailableException">This process does not have it.</exception>
    public SecretKey Find(string id) => keys.Find(id) ?? throw new SecretsUnavailableException(
        $"It is encrypted with the key {id}, which this node does not have. Add that key to Secrets:PreviousKeys of every node.");

    /// <summary>Looks at the row and compares. The first node writes it; a node that starts with a new key, and has the row's as a previous one, makes its own the cluster's.</summary>
    /// <param name="starting">Whether the process starts: only then a key is made, or becomes another.</param>
    /// <param name="node">This node.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CheckAsync(bool starting, string node, CancellationToken cancellationToken = default)
    {
        keys.Forget();
        for (var race = 0; race < MaxRaces; race++)
        {
            var row = await settings.GetAsync(Setting, cancellationToken);
            if (row is null)
            {
                if (await BeginAsync(starting, node, cancellationToken)) return;
                continue;
            }

            var stored = JsonSerializer.Deserialize<Stored>(row.Value)!;
            if (Compare(stored) is not { } key) return;
            if (!starting || !keys.IsConfigured || keys.Own is not { } own || own.Id == key.Id || stored.Retired.Contains(own.Id))
            {
                _found = new Found(ClusterKeyState.Ready, key, null);
                return;
            }

            // A key that was given up does not come back: nodes that are configured one after the other would undo each other's change.
            var next = new Stored(own.Id, own.Seal(Purpose, own.Id, CheckText), node, Environment.MachineName, null, [.. stored.Retired.Append(key.Id).TakeLast(MaxRetired)]);
            if (!await settings.PutAsync(Setting, JsonSerializer.Serialize(next), row.Version, null, cancellationToken)) continue;
            LogChanged(key.Id, own.Id);
        }
    }

    private async Task<bool> BeginAsync(bool starting, string node, CancellationToken cancellationToken)
    {
        var made = false;
        var own = keys.Own;
        if (own is null && starting && keys.GeneratedKeyFile is not null) (own, made) = keys.Generate();
        if (own is null)
        {
            _found = new Found(ClusterKeyState.Missing, null, "No key for secrets is configured. Set Secrets:Key or Secrets:KeyFile, the same on every node.");
            return true;
        }

        // 1. The key is in its file. A crash here leaves a file that the next start takes.
        var stored = new Stored(own.Id, own.Seal(Purpose, own.Id, CheckText), node, Environment.MachineName, keys.GeneratedKeyFile, []);
        if (await settings.PutAsync(Setting, JsonSerializer.Serialize(stored), 0, null, cancellationToken))
        {
            // 2. The cluster has it.
            if (made) LogMade(keys.GeneratedKeyFile!, own.Id);
            _found = new Found(ClusterKeyState.Ready, own, null);
            return true;
        }

        // Another node was first. When it has found the file and taken this very key, the file holds the only copy of the cluster's key.
        if (made && await settings.GetAsync(Setting, cancellationToken) is { } row && !Knows(JsonSerializer.Deserialize<Stored>(row.Value)!, own.Id)) keys.RemoveGenerated();
        return false;
    }

    private static bool Knows(Stored stored, string keyId) => stored.KeyId == keyId || stored.Retired.Contains(keyId);

    // The key that the row names. Null: the state says why not.
    private SecretKey? Compare(Stored stored)
    {
        var key = keys.Find(stored.KeyId);
        var own = keys.Own;
        if (key is null)
        {
            var where = stored.File is null
                ? "Give this node the Secrets:Key or Secrets:KeyFile of the other nodes"
                : $"Copy the file '{stored.File}' of node {stored.Node} (machine {stored.Machine}) to every node and name it in Secrets:KeyFile{(keys.GeneratedKeyFile is { } file ? $", or put it at '{file}'" : "")}";
            var has = own is null ? "which this node does not have" : $"and this node has the key {own.Id}";
            _found = new Found(
                own is not null && keys.IsConfigured ? ClusterKeyState.Wrong : ClusterKeyState.Missing, null,
                $"Secrets cannot be used on this node: those of the cluster are encrypted with the key {stored.KeyId}, {has}. {where}.");
            return null;
        }

        try
        {
            key.Open(Purpose, key.Id, stored.Check);
            return key;
        }
        catch (CryptographicException)
        {
            _found = new Found(ClusterKeyState.Wrong, null, $"Secrets cannot be used: the row '{Setting}' of the database does not fit the key {key.Id} that it names; somebody has changed it.");
            return null;
        }
    }

    private sealed record Found(ClusterKeyState State, SecretKey? Key, string? Reason);

    private sealed record Stored(string KeyId, string Check, string? Node, string? Machine, string? File, IReadOnlyList<string> Retired);

    [LoggerMessage(LogLevel.Information, "No key for secrets was configured. One was made in {File}: keep a copy, and give it to every node of the cluster. Its id is {KeyId}")]
    private partial void LogMade(string file, string keyId);

    [LoggerMessage(LogLevel.Information, "Secrets are encrypted with the key {KeyId} from now on, before with {OldKeyId}")]
    private partial void LogChanged(string oldKeyId, string keyId);
}
