using System.Runtime.InteropServices;

namespace Universal.ScriptHost.Processes;

/// <summary>
/// Starts a process with posix_spawn. Not with <c>Process.Start</c>, which keeps the child in the host's own process group (a script's <c>kill 0</c>
/// would reach the host) and does the waiting itself.
/// </summary>
internal static unsafe partial class LinuxSpawn
{
    private const short NewGroup = 0x02;
    private const short DefaultSignals = 0x04;
    private const short ClearMask = 0x08;

    /// <summary>Starts a process in a group of its own, with default signals, empty standard input and no other inherited descriptor.</summary>
    /// <param name="file">Absolute path of the program.</param>
    /// <param name="arguments">Its arguments, its own name first.</param>
    /// <param name="environment">Its whole environment, as <c>NAME=value</c>.</param>
    /// <param name="folder">The folder it starts in.</param>
    /// <param name="output">Descriptor that becomes its standard output.</param>
    /// <param name="error">Descriptor that becomes its standard error.</param>
    /// <param name="processId">The new process.</param>
    /// <returns>0, or the system's error number.</returns>
    public static int Start(
        string file, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, string folder, int output, int error, out int processId)
    {
        // The structures are 80 and 336 bytes in glibc, 80 and 336 in musl; both are opaque.
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[1024];
        var signals = stackalloc byte[128];
        processId = 0;
        InitActions(actions);
        InitAttributes(attributes);
        try
        {
            AddOpen(actions, 0, "/dev/null", 0, 0);
            AddDuplicate(actions, output, 1);
            AddDuplicate(actions, error, 2);
            AddFolder(actions, folder);
            new Span<byte>(signals, 128).Fill(0xFF);
            SetDefaultSignals(attributes, signals);
            new Span<byte>(signals, 128).Clear();
            SetMask(attributes, signals);
            SetGroup(attributes, 0);
            SetFlags(attributes, NewGroup | DefaultSignals | ClearMask);
            using var argv = new StringArray(arguments);
            using var envp = new StringArray(environment);
            return Spawn(out processId, file, actions, attributes, argv.Pointer, envp.Pointer);
        }
        finally
        {
            FreeActions(actions);
            FreeAttributes(attributes);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int processId, string file, byte* actions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FreeActions(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(byte* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddFolder(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int FreeAttributes(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    private static partial int SetGroup(byte* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    /// <summary>A null-terminated array of C strings.</summary>
    private readonly ref struct StringArray
    {
        private readonly int _count;

        public StringArray(IReadOnlyList<string> strings)
        {
            _count = strings.Count;
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (var i = 0; i < _count; i++)
                Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
                Marshal.FreeCoTaskMem((nint)Pointer[i]);
            NativeMemory.Free(Pointer);
        }
    }
}
