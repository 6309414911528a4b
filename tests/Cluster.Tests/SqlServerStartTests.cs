using System.Diagnostics;
using System.Net;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>The programs as people start them, with a SQL Server that is not there: its client works in them as far as the network.</summary>
public sealed class SqlServerStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-sqlserver-");

    public void Dispose() => _folder.Delete(recursive: true);

    private NodeSettings Settings(string name) => new()
    {
        Name = name,
        Engine = NodeDatabase.SqlServer,
        ConnectionString = $"Server=127.0.0.1,{FreePort.Take()};Database=universal;User ID=u;Password=p;Encrypt=Optional",
        DataFolder = Path.Combine(_folder.FullName, name),
        RepositoryFolder = _folder.FullName,
    };

    [Fact]
    public async Task Node_SqlServerIsNotThere_AnswersTheStatusWithTheReasonAndStopsInOrder()
    {
        await using var node = NodeProcess.Start(Settings("node1"));

        await node.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable);
        await node.WaitForCodeAsync("database_unavailable");
        await node.WaitForLogAsync("(provider: TCP Provider, error: ");
        Assert.Equal(0, await node.StopAsync());
    }

    [Fact]
    public async Task Migrate_SqlServerIsNotThere_SaysSoAndEnds()
    {
        await using var node = NodeProcess.Start(Settings("migrate") with { Arguments = ["migrate"] });

        Assert.Equal(1, await node.WaitForExitAsync());
        Assert.Contains("The database did not answer", node.LogTail(), StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", node.LogTail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_SqlServerIsNotThere_AnswersTheStatusWithTheReasonAndStopsInOrder()
    {
        await using var gateway = NodeProcess.Start(Settings("web1") with { Program = BuildOutput.Find("src/Gateway", "Universal.Gateway.dll") });

        await gateway.WaitForStatusAsync(HttpStatusCode.ServiceUnavailable);
        await gateway.WaitForCodeAsync("database_unavailable");
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Theory]
    [InlineData("src/Silo", "Universal.Silo.dll")]
    [InlineData("src/Gateway", "Universal.Gateway.dll")]
    public async Task Start_WithoutIcu_SaysWhatToInstall(string project, string program)
    {
        // In a view of the file system of its own the libraries are empty, as if there were none.
        const string hide = "for f in $(ls /usr/lib/*/libicu*.so.* /usr/lib*/libicu*.so.* 2>/dev/null); do mount --bind /dev/null \"$(readlink -f \"$f\")\"; done; exec dotnet \"$0\" migrate";
        var start = new ProcessStartInfo("unshare", ["-rm", "sh", "-c", hide, BuildOutput.Find(project, program)])
        {
            WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Universal needs ICU", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
