using System.Collections;
using System.Management.Automation.Provider;

namespace Universal.PowerShell.Cache;

/// <summary>The one value behind a path of the drive, as PowerShell reads and writes what is in an item.</summary>
internal sealed class CacheContent(Func<(bool Found, object? Value)>? read, Action<object?>? write) : IContentReader, IContentWriter
{
    private readonly List<object?> _written = [];
    private bool _read;

    /// <inheritdoc />
    public IList Read(long readCount)
    {
        if (_read || read is null) return new List<object?>();
        _read = true;
        var (found, value) = read();
        return found ? new List<object?> { value } : new List<object?>();
    }

    /// <inheritdoc />
    public IList Write(IList content)
    {
        // What comes in several calls is one value: a list.
        foreach (var item in content) _written.Add(item);
        write?.Invoke(_written.Count == 1 ? _written[0] : _written.ToArray());
        return content;
    }

    /// <inheritdoc />
    public void Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A value of the cache is read and written whole.");

    /// <inheritdoc />
    public void Close()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
