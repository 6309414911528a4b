using Microsoft.Extensions.Options;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Secrets;

/// <summary>The keys that this process has. One in a file that appears while it runs is found.</summary>
internal sealed class SecretKeys(IOptions<SecretsOptions> options, IOptions<DatabaseOptions> database)
{
    private readonly Lock _gate = new();
    private Loaded? _loaded;

    /// <summary>The key that is configured, or that this node made earlier. Null: there is none.</summary>
    public SecretKey? Own => Load().Own;

    /// <summary>Whether <see cref="Own"/> stands in the configuration.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(options.Value.Key) || !string.IsNullOrEmpty(options.Value.KeyFile);

    /// <summary>Whether the key ring is encrypted: not with a key that the other nodes may not have.</summary>
    public bool EncryptsKeyRing => options.Value.EncryptKeyRing ?? (IsConfigured || database.Value.Engine == DatabaseEngine.Sqlite);

    /// <summary>Where a key is made; null: nowhere.</summary>
    public string? GeneratedKeyFile => IsConfigured ? null : options.Value.GeneratedKeyFile;

    /// <summary>The key of that id, or null.</summary>
    public SecretKey? Find(string id) => Load().All.GetValueOrDefault(id);

    /// <summary>Every key that this process has, <see cref="Own"/> first.</summary>
    public IReadOnlyCollection<SecretKey> All => [.. Load().All.Values];

    /// <summary>Makes a key and keeps it in <see cref="GeneratedKeyFile"/>. When another process was first, its key.</summary>
    public (SecretKey? Key, bool Made) Generate()
    {
        var made = SecretKey.Create().WriteNew(GeneratedKeyFile!);
        Forget();
        return (Own, made);
    }

    /// <summary>Removes a key that was made just now and that nothing was encrypted with.</summary>
    public void RemoveGenerated()
    {
        File.Delete(GeneratedKeyFile!);
        Forget();
    }

    /// <summary>Reads the files again when they are asked for next.</summary>
    public void Forget()
    {
        lock (_gate) _loaded = null;
    }

    private Loaded Load()
    {
        lock (_gate)
        {
            if (_loaded is not null) return _loaded;
            var settings = options.Value;
            var own = !string.IsNullOrEmpty(settings.Key) ? SecretKey.TryParse(settings.Key)
                : !string.IsNullOrEmpty(settings.KeyFile) ? ReadOrNull(settings.KeyFile)
                : GeneratedKeyFile is { } file && File.Exists(file) ? ReadOrNull(file)
                : null;
            var all = new Dictionary<string, SecretKey>(StringComparer.Ordinal);
            foreach (var key in settings.PreviousKeys.Select(text => SecretKey.TryParse(text) ?? ReadOrNull(text)).Prepend(own).OfType<SecretKey>()) all.TryAdd(key.Id, key);
            return _loaded = new Loaded(own, all);
        }
    }

    private static SecretKey? ReadOrNull(string path)
    {
        try
        {
            return SecretKey.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The check says which key is missing.
            return null;
        }
    }

    private sealed record Loaded(SecretKey? Own, IReadOnlyDictionary<string, SecretKey> All);
}
