namespace Universal.Testing;

/// <summary>Finds programs that were built beside the running tests, in the same configuration.</summary>
public static class BuildOutput
{
    /// <param name="project">Folder of the project below the repository's root.</param>
    /// <param name="file">Name of the file in its output.</param>
    public static string Find(string project, string file)
    {
        // .../tests/X.Tests/bin/Debug/net10.0/ -> .../src/Silo/bin/Debug/net10.0/
        var output = Own;
        var path = Path.Combine(Root.FullName, project, "bin", output.Parent!.Name, output.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first.", path);
    }

    /// <summary>A file of the repository itself, by its path below the root.</summary>
    public static string Source(string path) => Path.Combine(Root.FullName, path);

    private static DirectoryInfo Own => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private static DirectoryInfo Root
    {
        get
        {
            var root = Own;
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Universal.sln"))) root = root.Parent;
            return root ?? throw new InvalidOperationException($"No Universal.sln above {Own.FullName}.");
        }
    }
}
