using System.Globalization;
using System.Text;

namespace Universal.Testing;

/// <summary>A process as <c>/proc</c> shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ParentId">Number of its parent.</param>
/// <param name="State">R, S, D, T (stopped), Z (ended, not yet waited for)...</param>
/// <param name="CpuTime">CPU time of itself and of the children that it has waited for.</param>
public sealed record ProcessEntry(int Id, int ParentId, char State, TimeSpan CpuTime);

/// <summary>Questions about the processes of this machine. Linux only.</summary>
public static class ProcessTable
{
    // USER_HZ is 100 in every Linux that .NET runs on.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>All processes now.</summary>
    public static IReadOnlyList<ProcessEntry> Read() => [.. Ids().Select(Find).OfType<ProcessEntry>()];

    /// <summary>The process of that number, or null when it is gone.</summary>
    public static ProcessEntry? Find(int processId)
    {
        if (ReadFile(processId, "stat") is not { Length: > 0 } bytes) return null;
        var text = Encoding.UTF8.GetString(bytes);
        // The name stands in parentheses and can hold anything, parentheses and spaces too.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return new ProcessEntry(processId, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0], ticks * Tick);
    }

    /// <summary>Whether a process of that number runs or is stopped; one that ended and is not waited for does not count.</summary>
    public static bool IsAlive(int processId) => Find(processId) is { State: not ('Z' or 'X') };

    /// <summary>
    /// The living processes that have <paramref name="marker"/> (<c>NAME=value</c>) in the environment they were started with: also those that
    /// left their parent's tree, session and group.
    /// </summary>
    public static IReadOnlyList<int> WithMarker(string marker)
    {
        var wanted = Encoding.UTF8.GetBytes("\0" + marker + "\0");
        return [.. Ids().Where(id => ReadFile(id, "environ") is { Length: > 0 } environment
            && ((byte[])[0, .. environment]).AsSpan().IndexOf(wanted) >= 0
            && IsAlive(id))];
    }

    /// <summary>The program and arguments of a process, with spaces between; empty when it is gone.</summary>
    public static string CommandLine(int processId) =>
        ReadFile(processId, "cmdline") is { } bytes ? Encoding.UTF8.GetString(bytes).Replace('\0', ' ').Trim() : "";

    /// <summary>A process and everything below it.</summary>
    public static IReadOnlyList<ProcessEntry> Tree(int rootId)
    {
        var all = Read();
        var children = all.ToLookup(process => process.ParentId);
        var tree = new List<ProcessEntry>(all.Where(process => process.Id == rootId));
        for (var i = 0; i < tree.Count; i++) tree.AddRange(children[tree[i].Id]);
        return tree;
    }

    /// <summary>CPU time of a process tree, children that ended included when their parent waited for them. To 10 ms.</summary>
    public static TimeSpan CpuTime(int rootId) => Tree(rootId).Aggregate(TimeSpan.Zero, (sum, process) => sum + process.CpuTime);

    private static IEnumerable<int> Ids() =>
        Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Where(id => id > 0);

    private static byte[]? ReadFile(int processId, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{processId}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or not ours.
            return null;
        }
    }
}
