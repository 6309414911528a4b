namespace Bench.Universal;

/// <summary>The scripts of the nodes' repositories.</summary>
public static class BenchScripts
{
    public const string Bash = "echo.sh";

    public const string PowerShell = "write.ps1";

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
