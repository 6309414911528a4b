using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>A node on a machine that offers it little.</summary>
public sealed class BareMachineTests
{
    [Fact]
    public async Task Start_WithoutHomeAndInotify_RunsJobs()
    {
        var folder = Directory.CreateTempSubdirectory("universal-bare-");
        try
        {
            var settings = Settings(folder.FullName) with
            {
                Before = ["unshare", "-Ur", "sh", "-c", "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$0\" \"$@\""],
                Overrides = new Dictionary<string, string?> { ["HOME"] = null },
            };
            Directory.CreateDirectory(settings.RepositoryFolder);
            await File.WriteAllTextAsync(Path.Combine(settings.RepositoryFolder, "a.ps1"), "$HOME; (New-TemporaryFile).FullName");
            await using var node = await NodeProcess.StartReadyAsync(settings, TimeSpan.FromMinutes(2));
            using var client = new ApiClient(settings.Url);
            await client.SignInAsync(settings.AdministratorName, settings.AdministratorPassword);

            var job = await client.WaitForFinalAsync((await client.CreateJobAsync("a.ps1")).Id);

            Assert.True(job.Status == JobState.Completed, $"{job.Status} {job.Reason}\n{node.LogTail()}");
            Assert.All(await client.ReadTextAsync(job.Id), text => Assert.StartsWith(settings.DataFolder, text, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_With256Descriptors_SaysWhatItLacks()
    {
        var folder = Directory.CreateTempSubdirectory("universal-bare-");
        try
        {
            await using var node = NodeProcess.Start(Settings(folder.FullName) with { Before = ["prlimit", "--nofile=256:256", "--"] });
            Assert.Equal(1, await node.WaitForExitAsync());
            Assert.StartsWith("This node may open 256 files at once and needs at least 1024", Assert.Single(File.ReadLines(node.LogFile)), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NodeSettings Settings(string folder) => new()
    {
        Name = "bare",
        Engine = NodeDatabase.Sqlite,
        ConnectionString = $"Data Source={Path.Combine(folder, "universal.db")}",
        DataFolder = folder,
        RepositoryFolder = Path.Combine(folder, "repository"),
    };
}
