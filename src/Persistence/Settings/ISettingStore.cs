namespace Universal.Persistence.Settings;

/// <summary>A setting of the whole cluster.</summary>
/// <param name="Value">What is set.</param>
/// <param name="Version">From 1; raised by each change.</param>
/// <param name="ChangedAt">When it was changed.</param>
/// <param name="ChangedBy">By whom.</param>
public sealed record SettingRow(string Value, long Version, DateTimeOffset ChangedAt, string? ChangedBy);

/// <summary>Settings that count for every node, by name.</summary>
public interface ISettingStore
{
    /// <summary>Reads a setting, or null.</summary>
    Task<SettingRow?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a setting. False: its version is another one now, and nothing was written.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="value">What is set.</param>
    /// <param name="version">The version that was read; 0: there is none yet.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Ends the call; whether it was written is open then.</param>
    Task<bool> PutAsync(string name, string value, long version, string? by, CancellationToken cancellationToken = default);

    /// <summary>Removes a setting. False: there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
