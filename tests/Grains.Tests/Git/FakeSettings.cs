using Universal.Persistence.Settings;

namespace Universal.Grains.Tests.Git;

/// <summary>Settings in memory, with the promises of the real store.</summary>
internal sealed class FakeSettings : ISettingStore
{
    public Dictionary<string, SettingRow> Rows { get; } = [];

    /// <summary>Called before each write, as somebody who comes in between.</summary>
    public Action? BeforePut { get; set; }

    public Task<SettingRow?> GetAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(Rows.GetValueOrDefault(name));

    public Task<bool> PutAsync(string name, string value, long version, string? by, CancellationToken cancellationToken = default)
    {
        BeforePut?.Invoke();
        if ((Rows.GetValueOrDefault(name)?.Version ?? 0) != version) return Task.FromResult(false);
        Rows[name] = new SettingRow(value, version + 1, DateTimeOffset.UnixEpoch, by);
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(Rows.Remove(name));
}
