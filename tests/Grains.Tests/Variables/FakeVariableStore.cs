using Universal.Persistence.Variables;

namespace Universal.Grains.Tests.Variables;

/// <summary>Variables in memory, with the promises of the real store.</summary>
internal sealed class FakeVariableStore : IVariableStore
{
    public Dictionary<string, VariableRow> Rows { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called once, after they were read next and before the reader has them, as somebody who comes in between.</summary>
    public Func<Task>? AfterList { get; set; }

    public async Task<IReadOnlyList<VariableRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        var read = Rows.Values.ToArray();
        if (AfterList is { } after)
        {
            AfterList = null;
            await after();
        }

        return read;
    }

    public Task<bool> PutAsync(string name, string definition, long version, string? by, CancellationToken cancellationToken = default)
    {
        if ((Rows.GetValueOrDefault(name)?.Version ?? 0) != version) return Task.FromResult(false);
        Rows[name] = new VariableRow(name, definition, version + 1, DateTimeOffset.UnixEpoch, by);
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(Rows.Remove(name));
}
