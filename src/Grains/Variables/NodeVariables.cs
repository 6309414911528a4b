using Universal.Persistence.Variables;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Variables;

/// <summary>
/// The variables as this node knows them: those of its catalogue, and those of the database, which are read again when they were changed, and at
/// the latest after <see cref="Period"/>: jobs start by the hundred, and their variables seldom change.
/// </summary>
internal sealed class NodeVariables(ICatalogue catalogue, IVariableStore store, TimeProvider time)
{
    /// <summary>How old what is known of the database can be, when a node could not be told of a change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Rows? _rows;
    private int _changes;

    /// <summary>All of them by name. What the repository declares goes before what the database has.</summary>
    public async Task<IReadOnlyList<PlatformVariable>> ListAsync(CancellationToken cancellationToken = default)
    {
        var stored = await ReadAsync(cancellationToken);
        var declared = catalogue.Current.Variables;
        if (stored.Count == 0) return [.. declared.Select(variable => new PlatformVariable(variable, null))];
        var names = declared.Select(variable => variable.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. declared.Select(variable => new PlatformVariable(variable, null)).Concat(stored.Where(variable => !names.Contains(variable.Name)))
                .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The variable of that name, or null.</summary>
    public async Task<PlatformVariable?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(variable => variable.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those of the database were changed.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _rows = null;
    }

    private async Task<IReadOnlyList<PlatformVariable>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known) return known;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } meanwhile) return meanwhile;
            var changes = Volatile.Read(ref _changes);
            var read = new Rows(time.GetTimestamp(), [.. (await store.ListAsync(cancellationToken)).Select(PlatformVariable.Of)]);
            // What was changed while it was read is read again.
            if (changes == Volatile.Read(ref _changes)) _rows = read;
            return read.Variables;
        }
        finally
        {
            _reading.Release();
        }
    }

    private IReadOnlyList<PlatformVariable>? Fresh() => _rows is { } rows && time.GetElapsedTime(rows.ReadAt) < Period ? rows.Variables : null;

    private sealed record Rows(long ReadAt, IReadOnlyList<PlatformVariable> Variables);
}
