using System.Net;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>What a repository in PowerShell Universal's form declares, on a real node.</summary>
public sealed class ConfigurationFilesTests
{
    private const string Good = """
        # region
        $common = @{ TimeOut = 1; Tag = 'ops' }
        New-PSUScript -Name 'Say it' -Path 'ops\say.ps1' @common
        New-PSUSchedule -Cron '0 3 * * *' -Script 'Say it' -Text 'nightly'
        """;

    [Fact]
    public async Task Scripts_DeclaredInPowerShell_RunByNameAndSurviveAFaultyLine()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["ops/say.ps1"] = "param($Text) \"said $Text\"",
                [".universal/initialize.ps1"] = "Import-Module Helper",
                [".universal/scripts.ps1"] = Good,
                ["Modules/Helper/Helper.psm1"] = "function Get-Nothing { }",
            },
        });
        var (node, client) = (cluster.Nodes[0], cluster.Clients[0]);
        Assert.Equal(["said a"], await RunAsync(client, "a"));

        // What stands in the file now is not in force; what it declared before is.
        cluster.WriteFile(".universal/scripts.ps1", "New-PSUScript -Name 'Say it' -Path 'ops/say.ps1' -TimeOut soon");
        await node.WaitForStatusAsync(HttpStatusCode.InternalServerError);
        await node.WaitForReasonAsync(".universal/scripts.ps1:1");
        Assert.Equal(["said b"], await RunAsync(client, "b"));

        cluster.WriteFile(".universal/scripts.ps1", Good);
        await node.WaitForStatusAsync(HttpStatusCode.OK);
        Assert.Equal(["said c"], await RunAsync(client, "c"));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ApiClient client, string text)
    {
        var job = await client.CreateJobAsync("Say it", new { Text = text });
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(job.Id)).Status);
        return await client.ReadTextAsync(job.Id);
    }
}
