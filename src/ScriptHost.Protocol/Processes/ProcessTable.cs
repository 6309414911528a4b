using System.Text;

namespace Universal.ScriptHost.Protocol.Processes;

/// <summary>The processes of this machine. Linux only; elsewhere every list is empty.</summary>
public static class ProcessTable
{
    /// <summary>All processes. One that comes or goes meanwhile may be missing.</summary>
    public static List<ProcessEntry> Read()
    {
        var entries = new List<ProcessEntry>(256);
        Span<byte> buffer = stackalloc byte[1024];
        foreach (var id in Ids())
            if (TryRead($"/proc/{id}/stat", buffer, out var length) && TryParse(id, buffer[..length], out var entry))
                entries.Add(entry);
        return entries;
    }

    /// <summary>The living descendants of a process, itself left out.</summary>
    public static List<int> Descendants(int root) => Descendants([root]);

    /// <summary>The living descendants of some processes, themselves left out.</summary>
    public static List<int> Descendants(IReadOnlyCollection<int> roots)
    {
        var children = Read().ToLookup(entry => entry.ParentId);
        var found = new List<int>();
        var seen = new HashSet<int>(roots);
        var next = new Stack<int>(roots);
        while (next.TryPop(out var parent))
        {
            foreach (var child in children[parent])
            {
                if (!seen.Add(child.Id))
                    continue;
                next.Push(child.Id);
                if (!child.IsZombie)
                    found.Add(child.Id);
            }
        }

        return found;
    }

    /// <summary>The processes that were started with a variable whose value starts with a prefix, this process left out.</summary>
    public static List<int> WithVariable(string name, string valuePrefix)
    {
        var wanted = Encoding.UTF8.GetBytes($"{name}={valuePrefix}");
        var found = new List<int>();
        foreach (var id in Ids())
        {
            if (id == Environment.ProcessId)
                continue;
            ReadOnlySpan<byte> environment;
            try
            {
                environment = File.ReadAllBytes($"/proc/{id}/environ");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (Contains(environment, wanted))
                found.Add(id);
        }

        return found;
    }

    /// <summary>
    /// The processes that carry a mark: hosts among their arguments, for nobody can read the environment of those, and what they start in its environment.
    /// This process is left out.
    /// </summary>
    public static List<int> WithMark(string prefix)
    {
        var found = WithVariable(HostArguments.MarkVariable, prefix);
        var wanted = Encoding.UTF8.GetBytes(HostArguments.Mark + prefix);
        foreach (var id in Ids())
        {
            if (id == Environment.ProcessId || found.Contains(id))
                continue;
            try
            {
                if (Contains(File.ReadAllBytes($"/proc/{id}/cmdline"), wanted))
                    found.Add(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return found;
    }

    /// <summary>Memory that a process has for itself, in use or swapped out, in bytes. 0: it has ended.</summary>
    public static long PrivateMemory(int processId)
    {
        try
        {
            return File.ReadLines($"/proc/{processId}/status")
                .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal) || line.StartsWith("VmSwap:", StringComparison.Ordinal))
                .Sum(line => long.TryParse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim().TrimEnd("kB").Trim(), System.Globalization.CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool Contains(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> wanted)
    {
        while (environment.Length >= wanted.Length)
        {
            if (environment.StartsWith(wanted))
                return true;
            var end = environment.IndexOf((byte)0);
            if (end < 0)
                return false;
            environment = environment[(end + 1)..];
        }

        return false;
    }

    private static IEnumerable<int> Ids()
    {
        if (!OperatingSystem.IsLinux())
            yield break;
        foreach (var path in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(path.AsSpan("/proc/".Length), out var id))
                yield return id;
    }

    private static bool TryRead(string path, Span<byte> buffer, out int length)
    {
        try
        {
            using var file = File.OpenHandle(path);
            length = RandomAccess.Read(file, buffer, 0);
            return length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            length = 0;
            return false;
        }
    }

    // "id (name) state parent group session ...", where the name may hold anything, parentheses included.
    private static bool TryParse(int id, ReadOnlySpan<byte> line, out ProcessEntry entry)
    {
        entry = default;
        var nameEnd = line.LastIndexOf((byte)')');
        if (nameEnd < 0 || nameEnd + 2 >= line.Length)
            return false;
        var rest = line[(nameEnd + 2)..];
        Span<int> numbers = stackalloc int[3];
        var state = (char)rest[0];
        rest = rest[2..];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!System.Buffers.Text.Utf8Parser.TryParse(rest, out numbers[i], out var used) || used + 1 > rest.Length)
                return false;
            rest = rest[(used + 1)..];
        }

        entry = new ProcessEntry(id, numbers[0], numbers[2], state is 'Z' or 'X');
        return true;
    }
}
