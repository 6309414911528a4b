using LibGit2Sharp;
using Universal.Git;
using Universal.Repository.Catalogue;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Writes a commit's files into a folder of their own, which is there whole or not at all.</summary>
internal static class TreeExport
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    /// <summary>Writes them, byte for byte as they are in the commit. A folder that is there already is left as it is.</summary>
    public static GitResult<GitExported> Write(
        LibRepository repository, Commit commit, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder)) return new GitResult<GitExported>(GitOutcome.UpToDate, new GitExported(folder, []), null);
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        RemoveUnfinished(parent, Path.GetFileName(folder), now);
        var unfinished = Directory.CreateDirectory($"{folder}.unfinished-{Guid.NewGuid():N}");
        var faults = new List<CatalogueFault>();
        try
        {
            WriteInto(repository, commit.Tree, unfinished.FullName, faults, cancellationToken);
            // Another process may have been faster; both wrote the same.
            if (!Directory.Exists(folder)) Directory.Move(unfinished.FullName, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // It was so in this very moment.
        }
        finally
        {
            if (Directory.Exists(unfinished.FullName)) Directory.Delete(unfinished.FullName, recursive: true);
        }

        return new GitResult<GitExported>(GitOutcome.Success, new GitExported(folder, faults), null);
    }

    private static void WriteInto(LibRepository repository, Tree tree, string root, List<CatalogueFault> faults, CancellationToken cancellationToken)
    {
        var links = new List<(string Path, string Target)>();
        foreach (var (path, mode, blob) in TreeWalk.Files(repository, tree, faults))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Links come last, so that no file can be written through one.
            if (mode == Mode.SymbolicLink) links.Add((path, blob.GetContentText()));
            else WriteFile(Path.Combine(root, path), blob, mode == Mode.ExecutableFile);
        }

        foreach (var (path, target) in links)
        {
            var link = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, target);
        }

        // A link may lead through others, so they are judged when all are there.
        var realRoot = RealPath.Of(root)!;
        foreach (var (path, _) in links)
        {
            var link = Path.Combine(root, path);
            var real = RealPath.Of(link);
            if (real is not null && RealPath.IsWithin(real, realRoot)) continue;
            File.Delete(link);
            faults.Add(new CatalogueFault(path, null, $"is a link that {(real is null ? "leads nowhere" : "leaves the repository")}; it is left out.", FaultSeverity.Warning));
        }
    }

    private static void WriteFile(string path, Blob blob, bool executable)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var content = blob.GetContentStream())
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            content.CopyTo(file);
        }

        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    // Of processes that died in the middle.
    private static void RemoveUnfinished(string parent, string name, DateTimeOffset now)
    {
        var all = Directory.GetDirectories(parent, name + ".unfinished-*");
        foreach (var old in all.Where(old => now - Directory.GetLastWriteTimeUtc(old) > MaxAge)) Directory.Delete(old, recursive: true);
    }
}
