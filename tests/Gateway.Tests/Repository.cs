namespace Universal.Gateway.Tests;

/// <summary>Files of the source tree that tests compare with.</summary>
internal static class Repository
{
    /// <summary>Set to 1, the files that tests compare with are written anew; look at the difference before committing it.</summary>
    public static bool Update => Environment.GetEnvironmentVariable("UNIVERSAL_UPDATE_SNAPSHOTS") == "1";

    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Universal.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, path);
    }
}
