namespace Bench.Universal;

/// <summary>The scripts of the nodes' repositories.</summary>
public static class BenchScripts
{
    public const string Bash = "echo.sh";

    public const string PowerShell = "write.ps1";

    /// <summary>Writes the schedules of a node's repository, whole at once.</summary>
    public static void WriteSchedules(string nodeFolder, IEnumerable<string> lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(nodeFolder, "repository", ".universal")).FullName;
        var file = Path.Combine(nodeFolder, "schedules.ps1");
        File.WriteAllLines(file, lines);
        File.Move(file, Path.Combine(folder, "schedules.ps1"), overwrite: true);
    }

    /// <summary>Writes the repository of a node.</summary>
    /// <returns>Its folder.</returns>
    public static string Write(string nodeFolder)
    {
        var folder = Directory.CreateDirectory(Path.Combine(nodeFolder, "repository")).FullName;
        File.WriteAllText(Path.Combine(folder, Bash), "echo hello\n");
        File.WriteAllText(Path.Combine(folder, PowerShell), "Write-Output hello\n");
        return folder;
    }
}
