namespace Universal.Repository.Git;

/// <summary>
/// Removes what a git that was killed leaves behind. Its lock files would stop every later change. A lock is a leftover when a process of ours
/// died in the middle, or when it is so old that no git by hand can still hold it.
/// </summary>
internal static class GitLeftovers
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private static readonly string[] FileLocks = ["index.lock", "HEAD.lock", "ORIG_HEAD.lock", "config.lock", "packed-refs.lock"];
    private static readonly string[] RemoteLocks = ["FETCH_HEAD.lock", "shallow.lock", "packed-refs.lock"];

    /// <summary>Those of operations on files. The caller holds the lock for them.</summary>
    public static void RemoveOfFiles(string gitFolder, bool afterCrash, DateTimeOffset now) =>
        Remove(
            [.. FileLocks.Select(name => Path.Combine(gitFolder, name)), .. Below(gitFolder, "refs/heads", "*.lock")], afterCrash, now);

    /// <summary>Those of fetches and pushes, with the packs that they did not finish. The caller holds the lock for them.</summary>
    public static void RemoveOfRemote(string gitFolder, bool afterCrash, DateTimeOffset now)
    {
        Remove(
            [
                .. RemoteLocks.Select(name => Path.Combine(gitFolder, name)),
                .. Below(gitFolder, "refs/remotes", "*.lock"),
                .. Below(gitFolder, "refs/universal", "*.lock"),
            ],
            afterCrash, now);
        // An attempt that was given up may still write its pack while its process lives, so they must be a day old.
        const string packs = "objects/pack";
        Remove([.. Below(gitFolder, packs, "pack_git2_*"), .. Below(gitFolder, packs, "tmp_*")], afterCrash, now - TimeSpan.FromDays(1));
    }

    private static string[] Below(string gitFolder, string folder, string pattern)
    {
        var path = Path.Combine(gitFolder, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, pattern, SearchOption.AllDirectories) : [];
    }

    private static void Remove(IEnumerable<string> files, bool afterCrash, DateTimeOffset now)
    {
        foreach (var file in files.Where(File.Exists))
        {
            if (afterCrash || now - File.GetLastWriteTimeUtc(file) > MaxAge) File.Delete(file);
        }
    }
}
