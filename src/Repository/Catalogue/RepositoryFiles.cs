using Universal.Repository.Git;

namespace Universal.Repository.Catalogue;

/// <summary>A file of the repository.</summary>
/// <param name="Path">Path with forward slashes.</param>
/// <param name="Environment">The environment that runs it; null: not a script unless it is declared as one.</param>
internal sealed record RepositoryFile(string Path, string? Environment);

/// <summary>Lists the files of a repository's folder.</summary>
internal static class RepositoryFiles
{
    /// <summary>
    /// The files below <paramref name="root"/>, without hidden folders and files. Links to files inside count as files. Links to folders are not
    /// followed: inside, their files have a path already. What leads out of the folder or cannot be read is left out, and is a fault.
    /// </summary>
    public static IReadOnlyList<RepositoryFile> List(string root, List<CatalogueFault> faults)
    {
        var files = new List<RepositoryFile>();
        var realRoot = RealPath.Of(root) ?? throw new DirectoryNotFoundException($"The folder {root} does not exist.");
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in folder.EnumerateFileSystemInfos())
                {
                    if (entry.Name.StartsWith('.')) continue;
                    var path = Relative(root, entry);
                    if (entry.LinkTarget is not null && LinkFault(entry, realRoot) is { } fault) faults.Add(new CatalogueFault(path, null, fault, FaultSeverity.Warning));
                    else if (path.Length > GitPath.MaxLength)
                        faults.Add(new CatalogueFault(path, null, $"has a path of more than {GitPath.MaxLength} characters, which not every database stores; it is left out.", FaultSeverity.Warning));
                    else if (entry is FileInfo file) files.Add(new RepositoryFile(path, ScriptEnvironments.Of(file)));
                    else if (entry.LinkTarget is null) folders.Push((DirectoryInfo)entry);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                // One folder that the node's user may not read, or that vanishes meanwhile, does not hide the others.
                faults.Add(new CatalogueFault(Relative(root, folder), null, $"cannot be read: {e.Message}"));
            }
        }

        return files;
    }

    /// <summary>
    /// The file of a path that a declaration names, in a hidden folder too, and in another letter case when there is none in that one: PSU's repositories
    /// come from systems where it does not count. Null: there is none, or it leads out of the repository or into git's folder.
    /// </summary>
    public static RepositoryFile? Find(string root, string path)
    {
        if (path.Length > GitPath.MaxLength || path.Any(char.IsControl) || !GitPath.IsInside(path)) return null;
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists && InAnyCase(root, path) is { } other) (path, file) = (other, new FileInfo(Path.Combine(root, other)));
        if (!file.Exists || RealPath.Of(file.FullName) is not { } real || RealPath.Of(root) is not { } realRoot || !RealPath.IsWithin(real, realRoot)) return null;
        return GitPath.IsInside(Relative(realRoot, real)) ? new RepositoryFile(path, ScriptEnvironments.Of(file)) : null;
    }

    // The first of several by their names: the same on every node.
    private static string? InAnyCase(string root, string path)
    {
        var found = root;
        foreach (var part in path.Split('/'))
        {
            var next = Path.Combine(found, part);
            if (!Path.Exists(next))
            {
                if (!Directory.Exists(found)) return null;
                var name = new DirectoryInfo(found).EnumerateFileSystemInfos().Select(entry => entry.Name)
                    .Where(name => name.Equals(part, StringComparison.OrdinalIgnoreCase)).Min(StringComparer.Ordinal);
                if (name is null) return null;
                next = Path.Combine(found, name);
            }

            found = next;
        }

        return Relative(root, found);
    }

    private static string? LinkFault(FileSystemInfo link, string realRoot) => RealPath.Of(link.FullName) switch
    {
        null => "is a link that leads nowhere; it is left out.",
        var real when !RealPath.IsWithin(real, realRoot) => "is a link that leaves the repository; it is left out.",
        // What lies there is git's own, or configuration with its secrets: no script, under whatever name.
        var real when Relative(realRoot, real).Split('/').Any(part => part.StartsWith('.') && part != ".") => "is a link into a hidden folder; it is left out.",
        _ => null,
    };

    private static string Relative(string root, FileSystemInfo entry) => Relative(root, entry.FullName);

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
