using LibGit2Sharp;
using Universal.Repository.Catalogue;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Finds repositories inside the repository, which git passes over in silence.</summary>
internal static class NestedRepositories
{
    /// <summary>A fault for each. Those in ignored folders and in the places of submodules are none.</summary>
    public static IReadOnlyList<CatalogueFault> Find(LibRepository repository)
    {
        var faults = new List<CatalogueFault>();
        var head = HeadCommit.Of(repository)?.Tree;
        var root = repository.Info.WorkingDirectory;
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in folder.EnumerateDirectories().Where(inner => inner.Name != ".git" && !inner.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            {
                // Asking for each folder whether it is ignored costs more than everything else; there is hardly ever one of these.
                if (Path.Exists(Path.Combine(inner.FullName, ".git")))
                {
                    var path = Path.GetRelativePath(root, inner.FullName).Replace('\\', '/');
                    if (head?[path]?.TargetType == TreeEntryTargetType.GitLink || repository.Ignore.IsPathIgnored(path + "/")) continue;
                    faults.Add(new CatalogueFault(path, null,
                        "is a git repository of its own and is not kept; remove its .git folder, or move it away."));
                }
                else
                {
                    folders.Push(inner);
                }
            }
        }

        return [.. faults.OrderBy(fault => fault.File, StringComparer.Ordinal)];
    }
}
