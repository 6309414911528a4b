using Universal.Errors;

namespace Universal.Grains.Security;

/// <summary>
/// A row in a grain's memory. It is read when first asked for and again when it has aged; a write replaces it. A read that was under way
/// while a write happened is thrown away, so interleaved calls never bring an older row back. Used from one grain's turns only.
/// </summary>
internal sealed class CachedRow<T>(TimeProvider time, TimeSpan lifetime, Func<Task<T?>> read) where T : class
{
    private T? _row;
    private long _readAt;
    private bool _loaded;
    private int _writes;
    private Task? _reading;

    public async Task<T?> GetAsync()
    {
        if (_loaded && time.GetElapsedTime(_readAt) < lifetime) return _row;
        var reading = _reading ??= ReadAsync();
        try
        {
            await reading;
        }
        catch (DatabaseUnavailableException) when (_loaded)
        {
            // Without the database nobody can be revoked either: what was true when it was last seen goes on.
        }

        return _row;
    }

    public void Set(T? row)
    {
        _writes++;
        (_row, _loaded, _readAt) = (row, true, time.GetTimestamp());
    }

    public void Forget()
    {
        _writes++;
        _loaded = false;
    }

    private async Task ReadAsync()
    {
        // Without this a read that fails at once would be cleared below before the caller has stored it.
        await Task.Yield();
        try
        {
            var before = _writes;
            var row = await read();
            if (before == _writes) Set(row);
            else if (!_loaded) Set(await read());
        }
        finally
        {
            _reading = null;
        }
    }
}
