using Universal.Persistence.Settings;

namespace Universal.Persistence.Tests.Secrets;

/// <summary>Settings in memory, with the promises of the real store.</summary>
internal sealed class InMemorySettings : ISettingStore
{
    private readonly Dictionary<string, SettingRow> _rows = [];

    /// <summary>Called once, before the next write, as somebody who comes in between.</summary>
    public Func<Task>? BeforePut { get; set; }

    public Task<SettingRow?> GetAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_rows.GetValueOrDefault(name));

    public async Task<bool> PutAsync(string name, string value, long version, string? by, CancellationToken cancellationToken = default)
    {
        if (BeforePut is { } before)
        {
            BeforePut = null;
            await before();
        }

        if ((_rows.GetValueOrDefault(name)?.Version ?? 0) != version) return false;
        _rows[name] = new SettingRow(value, version + 1, DateTimeOffset.UnixEpoch, by);
        return true;
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_rows.Remove(name));
}
