namespace Universal.Repository.Catalogue;

/// <summary>Where a path really leads.</summary>
public static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The absolute path with every link in it resolved, or null when the links go round in circles or lead nowhere.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is not { } target)
            {
                if (!info.Exists) return null;
                real = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            // A link can lead through further links, so its target is walked part by part as well. Its ".." counts from the link's real folder.
            var absolute = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(absolute)!;
            foreach (var step in Parts(absolute)) rest.Push(step);
        }

        return real;
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or below it. Both are real paths.</summary>
    public static bool IsWithin(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    // Last part first, as the stack wants them.
    private static IEnumerable<string> Parts(string absolute) =>
        absolute[Path.GetPathRoot(absolute)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
