using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

    [Fact]
    public async Task Environments_OfTheRepository_RunScriptsAndSayWhatIsMissing()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["job.ps1"] = """
                    "$PSUEnvironment $Site $(Get-Level) $($UAJob.Identity.Name) $($UAScript.Name) $($UAJobId -eq $env:UNIVERSAL_JOB_ID)"
                    42
                    $asked = Get-PSUJob -Id $UAJobId
                    $known = $UAJob.PSObject.Properties | Where-Object Name -notin 'Status', 'Engine' | ForEach-Object { "$($_.Name)=$($_.Value)" } | Sort-Object
                    $told = $asked.PSObject.Properties | Where-Object Name -in $UAJob.PSObject.Properties.Name | Where-Object Name -notin 'Status', 'Engine' | ForEach-Object { "$($_.Name)=$($_.Value)" } | Sort-Object
                    ($known -join ';') -eq ($told -join ';')
                    (Get-PSUEnvironment | Where-Object Name -eq 'AD').Reason
                    """,
                ["reader.ps1"] = "$values = Invoke-PSUScript -Name 'Job' | Wait-PSUJob | Get-PSUJobPipelineOutput; $values[1] + 1; $values[2].GetType().Name",
                ["strict.ps1"] = "Write-Error 'no'; 'after'",
                ["quiet.ps1"] = "Write-Error 'no'; 'after'",
                ["nightly.ps1"] = "'ran'",
                ["old.ps1"] = "'ran'",
                ["plain.txt"] = "echo \"plain $Site\"",
                ["Modules/Levels/Levels.psm1"] = "function Get-Level { 'high' }",
                [".universal/variables.ps1"] = "New-PSUVariable -Name Site -Value north",
                [".universal/environments.ps1"] = """
                    New-PSUEnvironment -Name 'Ops' -Path 'pwsh' -Variables @('*') -Modules 'Levels'
                    New-PSUEnvironment -Name 'AD' -Path 'C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe' -PersistentRunspace
                    New-PSUEnvironment -Name 'Plain' -Path 'sh' -Arguments '-e {scriptPath}' -Variables Site -Minimal
                    """,
                [".universal/scripts.ps1"] = """
                    New-PSUScript -Name 'Job' -Path 'job.ps1' -Environment 'Ops'
                    New-PSUScript -Name 'Strict' -Path 'strict.ps1' -ErrorAction Stop
                    New-PSUScript -Name 'Quiet' -Path 'quiet.ps1' -ErrorAction SilentlyContinue
                    New-PSUScript -Name 'Nightly' -Path 'nightly.ps1' -DisableManualInvocation
                    New-PSUScript -Name 'Old' -Path 'old.ps1' -Environment 'AD'
                    New-PSUScript -Name 'Plain' -Path 'plain.txt' -Environment 'Plain'
                    """,
            },
        });
        var client = cluster.Clients[0];
        var job = await client.CreateJobAsync("Job");
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(job.Id)).Status);
        var written = await client.ReadTextAsync(job.Id);
        Assert.Equal(["Ops north high admin Job True", "42", "True"], written.Take(3));
        Assert.Contains("on Windows only", written[3]);
        Assert.Equal(["43", "Boolean"], await RunAsync("reader.ps1"));

        Assert.Equal(JobState.Failed, (await EndAsync("Strict")).Status);
        Assert.Equal(JobState.Completed, (await EndAsync("Quiet")).Status);
        Assert.Equal(["plain north"], await RunAsync("Plain"));
        var old = await EndAsync("Old");
        Assert.Equal(JobState.Failed, old.Status);
        Assert.Contains("Windows PowerShell", old.Reason);
        using var refused = await client.Http.PostAsJsonAsync("api/v1/job", new { script = "Nightly" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("schedules and triggers only", await refused.Content.ReadAsStringAsync());

        var ended = await client.Http.GetFromJsonAsync<JsonElement>($"api/v1/job/{job.Id}");
        Assert.Equal("Embedded", ended.GetProperty("engine").GetString());

        async Task<JobView> EndAsync(string script) => await client.WaitForFinalAsync((await client.CreateJobAsync(script)).Id);

        async Task<IReadOnlyList<string>> RunAsync(string script)
        {
            var created = await client.CreateJobAsync(script);
            Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(created.Id)).Status);
            return await client.ReadTextAsync(created.Id);
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ApiClient client, string text)
    {
        var job = await client.CreateJobAsync("Say it", new { Text = text });
        Assert.Equal(JobState.Completed, (await client.WaitForFinalAsync(job.Id)).Status);
        return await client.ReadTextAsync(job.Id);
    }
}
