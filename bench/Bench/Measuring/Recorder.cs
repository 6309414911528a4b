using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Bench.Measuring;

/// <summary>
/// What job bodies did, in memory that the measuring process and all workers share: recording costs no system call and no statement.
/// Times are of the machine's monotonic clock, which all processes share.
/// </summary>
public sealed unsafe class Recorder : IDisposable
{
    private const int HeaderLongs = 8;
    private const int SlotLongs = 5;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _longs;

    private Recorder(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _longs = (long*)start;
    }

    /// <summary>How many workers take jobs.</summary>
    public int WorkersReady => (int)Interlocked.Read(ref _longs[0]);

    /// <summary>How many bodies ran to their end.</summary>
    public long Ended => Interlocked.Read(ref _longs[1]);

    /// <summary>Whether bodies that wait for the gate may go on. Closed at first.</summary>
    public bool GateIsOpen
    {
        get => Interlocked.Read(ref _longs[2]) != 0;
        set => Interlocked.Exchange(ref _longs[2], value ? 1 : 0);
    }

    public static Recorder Create(string path, int slots)
    {
        using (var file = File.Create(path)) file.SetLength(sizeof(long) * (HeaderLongs + (long)slots * SlotLongs));
        return Open(path);
    }

    public static Recorder Open(string path) => new(MemoryMappedFile.CreateFromFile(path, FileMode.Open));

    public void WorkerReady() => Interlocked.Increment(ref _longs[0]);

    /// <summary>A body starts.</summary>
    /// <returns>How many times that slot's body has started, this time included.</returns>
    public long Start(int slot)
    {
        var now = Stopwatch.GetTimestamp();
        var entry = Slot(slot);
        Interlocked.Exchange(ref entry[1], now);
        Interlocked.Exchange(ref entry[2], Environment.ProcessId);
        return Interlocked.Increment(ref entry[0]);
    }

    public void End(int slot)
    {
        var entry = Slot(slot);
        Interlocked.Exchange(ref entry[3], Stopwatch.GetTimestamp());
        Interlocked.Increment(ref entry[4]);
        Interlocked.Increment(ref _longs[1]);
    }

    /// <summary>How many times a slot's body started, when it last did, and in which process.</summary>
    public (long Starts, long Timestamp, int ProcessId) Read(int slot)
    {
        var entry = Slot(slot);
        return (Interlocked.Read(ref entry[0]), Interlocked.Read(ref entry[1]), (int)Interlocked.Read(ref entry[2]));
    }

    /// <summary>How many times a slot's body ran to its end.</summary>
    public long Ends(int slot) => Interlocked.Read(ref Slot(slot)[4]);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private long* Slot(int slot) => _longs + HeaderLongs + (long)slot * SlotLongs;
}
