using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Processes;

/// <summary>The calls to Linux that .NET does not offer.</summary>
internal static partial class LinuxNative
{
    private const int PrSetChildSubreaper = 36;
    private const int ResourceFileSize = 1;
    private const int ResourceData = 2;
    private const int DuplicateCloseOnExec = 1030;
    private const int CloseOnExec = 0x80000;
    private const int NoHang = 1;
    private const int Interrupted = 4;

    /// <summary>Leaves the terminal's session.</summary>
    public static void BecomeSessionLeader() => _ = SetSession();

    /// <summary>Orphans among the descendants become children of this process.</summary>
    public static void BecomeSubreaper() => Check(ProcessControl(PrSetChildSubreaper, 1, 0, 0, 0));

    /// <summary>No file that this process, or one that it starts, writes gets longer than this.</summary>
    public static void LimitFileSize(long bytes)
    {
        var limit = new ResourceLimit { Soft = (ulong)bytes, Hard = (ulong)bytes };
        _ = SetLimit(0, ResourceFileSize, ref limit, 0);
    }

    /// <summary>No process of a program gets more memory of its own than this.</summary>
    public static void LimitMemory(int processId, long bytes)
    {
        var limit = new ResourceLimit { Soft = (ulong)bytes, Hard = (ulong)bytes };
        _ = SetLimit(processId, ResourceData, ref limit, 0);
    }

    /// <summary>The most memory that one of the processes had which this one has waited for, in bytes.</summary>
    public static unsafe long LargestChild()
    {
        const int children = -1, maxResident = 32;
        var usage = stackalloc byte[256];
        return GetUsage(children, usage) == 0 ? *(long*)(usage + maxResident) * 1024 : 0;
    }

    /// <summary>Moves standard input and output to descriptors that no child inherits; gives input to the null device and output to standard error.</summary>
    public static (int Input, int Output) TakeStandardStreams()
    {
        var input = Check(Control(0, DuplicateCloseOnExec, 10));
        var output = Check(Control(1, DuplicateCloseOnExec, 10));
        var nothing = Check(Open("/dev/null", CloseOnExec));
        Check(Duplicate(nothing, 0));
        Check(Duplicate(2, 1));
        _ = Close(nothing);
        return (input, output);
    }

    /// <summary>Makes a pipe that no child inherits.</summary>
    public static unsafe (int Read, int Write) MakePipe()
    {
        var ends = stackalloc int[2];
        Check(Pipe(ends, CloseOnExec));
        return (ends[0], ends[1]);
    }

    /// <summary>Reaps a child.</summary>
    /// <param name="processId">Which one; -1: any.</param>
    /// <param name="wait">Whether to wait until one has ended.</param>
    /// <param name="exitCode">Its exit code; 128 + the signal's number when a signal ended it.</param>
    /// <returns>The child; 0 when none has ended; -1 when there is no child.</returns>
    public static int WaitForChild(int processId, bool wait, out int exitCode)
    {
        while (true)
        {
            var id = WaitProcess(processId, out var status, wait ? 0 : NoHang);
            exitCode = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
            if (id >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
                return id;
        }
    }

    /// <summary>Whether a child has ended and was not reaped. Reaps nothing.</summary>
    public static unsafe bool HasZombie()
    {
        const int anyChild = 0, exited = 4, keep = 0x01000000, childIdOffset = 16;
        var info = stackalloc byte[128];
        new Span<byte>(info, 128).Clear();
        return WaitId(anyChild, 0, info, exited | NoHang | keep) == 0 && *(int*)(info + childIdOffset) != 0;
    }

    /// <summary>Waits until one of the descriptors has something to read or is closed.</summary>
    public static unsafe void Poll(Span<PollEntry> entries, int milliseconds)
    {
        fixed (PollEntry* first = entries)
        {
            while (PollDescriptors(first, (nuint)entries.Length, milliseconds) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
    }

    /// <summary>Reads what there is. 0 at the end.</summary>
    public static unsafe int ReadSome(int descriptor, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            while (true)
            {
                var count = Read(descriptor, first, (nuint)buffer.Length);
                if (count >= 0)
                    return (int)count;
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    return 0;
            }
        }
    }

    /// <summary>Lowers the priority of the calling thread, and of nothing else.</summary>
    public static void LowerThisThread() => _ = SetPriority(0, ThreadId(), 10);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>Ends the process without finalizers, buffers or waiting.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int exitCode);

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static unsafe partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitProcess(int processId, out int status, int options);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static unsafe partial int WaitId(int kind, int id, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int PollDescriptors(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int SetLimit(int processId, int resource, ref ResourceLimit limit, nint before);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, byte* usage);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadId();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int id, int value);
}

/// <summary><c>struct rlimit</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    /// <summary>What holds.</summary>
    public ulong Soft;

    /// <summary>What it can be raised to.</summary>
    public ulong Hard;
}

/// <summary>An entry of <see cref="LinuxNative.Poll"/>: <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry(int descriptor)
{
    /// <summary>The descriptor; a negative one is passed over.</summary>
    public int Descriptor = descriptor;

    /// <summary>What to wait for.</summary>
    public short Events = 1;

    /// <summary>What has happened.</summary>
    public short Happened;
}
