using LibGit2Sharp;
using Universal.Repository.Catalogue;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Walks the files of a commit and says what in it is not what it seems. Trees come from outside and may name anything.</summary>
internal static class TreeWalk
{
    // A pointer is three or four lines.
    private const int MaxPointer = 1024;

    private static ReadOnlySpan<byte> PointerStart => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>The files, with their paths; everything left out or remarkable is a fault.</summary>
    public static IEnumerable<(string Path, Mode Mode, Blob Blob)> Files(LibRepository repository, Tree tree, List<CatalogueFault> faults)
    {
        var folders = new Stack<(string Prefix, Tree Tree)>([("", tree)]);
        while (folders.TryPop(out var folder))
        {
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in folder.Tree)
            {
                var path = folder.Prefix + entry.Name;
                if (!IsSafe(entry.Name))
                {
                    faults.Add(new CatalogueFault(path, null, "has a name that would lead out of its folder or into git's; it is left out."));
                    continue;
                }

                if (!names.TryAdd(entry.Name, path))
                {
                    var first = names[entry.Name];
                    faults.Add(new CatalogueFault(path, null, path == first
                        ? "is there twice; only the first is used."
                        : $"differs from \"{first}\" only in letter case, so that only one of them exists on Windows and macOS; rename one of them."));
                    if (path == first) continue;
                }

                if (entry.TargetType == TreeEntryTargetType.Tree) folders.Push((path + "/", (Tree)entry.Target));
                else if (entry.TargetType == TreeEntryTargetType.GitLink)
                {
                    faults.Add(new CatalogueFault(path, null,
                        "is a submodule. Submodules are not fetched, so its files are missing; copy them into the repository."));
                }
                else if (repository.Lookup<Blob>(entry.Target.Id) is { } blob)
                {
                    if (IsPointer(blob))
                    {
                        faults.Add(new CatalogueFault(path, null,
                            "is a pointer of git LFS. LFS is not supported, so its content is missing; store the file in git itself."));
                    }

                    yield return (path, entry.Mode, blob);
                }
            }
        }
    }

    private static bool IsSafe(string name) =>
        name is not ("" or "." or "..") && !name.Equals(".git", StringComparison.OrdinalIgnoreCase) && !name.Contains('/', StringComparison.Ordinal)
        && (!OperatingSystem.IsWindows() || name.IndexOfAny(['\\', ':']) < 0);

    private static bool IsPointer(Blob blob)
    {
        if (blob.Size > MaxPointer || blob.Size < PointerStart.Length) return false;
        Span<byte> start = stackalloc byte[PointerStart.Length];
        using var content = blob.GetContentStream();
        return content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(PointerStart);
    }
}
