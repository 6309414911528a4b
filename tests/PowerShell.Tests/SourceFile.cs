using System.Runtime.CompilerServices;

namespace Universal.PowerShell.Tests;

/// <summary>Snapshots: files of the repository that a test holds against what is there. With UNIVERSAL_UPDATE_SNAPSHOTS=1 it writes them anew.</summary>
public static class SourceFile
{
    private static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path));

    public static void AssertHolds(string path, string current)
    {
        var file = Path.Combine(Repository, path);
        if (Environment.GetEnvironmentVariable("UNIVERSAL_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(file, current);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == current,
            $"{path} is not what the code gives. When the change is meant, run the tests once with UNIVERSAL_UPDATE_SNAPSHOTS=1 and commit it.");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
