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
        await node.WaitForReasonAsync(".universal/scripts.ps1:1");
        await node.WaitForCodeAsync("repository_faults");
        await node.WaitForStatusAsync(HttpStatusCode.OK);
        Assert.Equal(["said b"], await RunAsync(client, "b"));

        cluster.WriteFile(".universal/scripts.ps1", Good);
        await Eventually.IsTrueAsync("the fault is gone", TimeSpan.FromSeconds(60), async () =>
            (await GetAsync(client, "api/v1/status")).GetProperty("status").GetString() == "Online");
        Assert.Equal(["said c"], await RunAsync(client, "c"));
    }

    [Fact]
    public async Task Files_ThatEndTheirReaderOrAreNone_TakeOnlyThemselvesAway()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["ops/say.ps1"] = "param($Text) \"said $Text\"",
                [".universal/initialize.ps1"] = "Stop-Process -Id $PID -Force",
                [".universal/scripts.ps1"] = Good,
                [".universal/triggers.ps1"] = "[Environment]::Exit(9)",
            },
        });
        var (node, client) = (cluster.Nodes[0], cluster.Clients[0]);
        Assert.Equal(["said a"], await RunAsync(client, "a"));
        await node.WaitForReasonAsync(".universal/initialize.ps1");
        await node.WaitForReasonAsync(".universal/triggers.ps1");
        await node.WaitForStatusAsync(HttpStatusCode.OK);

        // What would be opened for ever.
        using (var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(node.Settings.RepositoryFolder, ".universal", "pipe.ps1")])) await made.WaitForExitAsync();
        File.CreateSymbolicLink(Path.Combine(node.Settings.RepositoryFolder, ".universal", "zero.ps1"), "/dev/zero");
        cluster.WriteFile(".universal/initialize.ps1", "$null = 1");
        cluster.WriteFile(".universal/triggers.ps1", "$null = 1");
        await Eventually.IsTrueAsync("the faults are gone", TimeSpan.FromSeconds(60), async () =>
            (await GetAsync(client, "api/v1/status")).GetProperty("status").GetString() == "Online");
        Assert.Equal(["said b"], await RunAsync(client, "b"));
    }

    [Fact]
    public async Task Scripts_OfEveryForm_AreTypedRunAndTheSameOnEveryNode()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["ops/typed.ps1"] = """
                    <#
                    .SYNOPSIS
                    Counts.
                    #>
                    [CmdletBinding()]
                    param([Parameter(Mandatory)][ValidateRange(1, 9)][int] $Count, [ValidateSet('a', 'b')][string] $Mode = 'b', $At = (Get-Date))
                    "$Count $Mode $($At.GetType().Name) $($PSBoundParameters.Keys.Count)"
                    """,
                [".universal/scripts.ps1"] = """
                    New-PSUScript -Name 'Block' -ScriptBlock { param([int] $Count) "$($Count + 1) $([IO.Path]::GetFileName($PSScriptRoot) -eq [IO.Path]::GetFileName($env:UNIVERSAL_REPOSITORY))" }
                    New-PSUScript -Module Tools -Command Show-It
                    """,
                [".universal/variables.ps1"] = "New-PSUVariable -Name Key -Value 'hidden'",
                ["Modules/Tools/Tools.psm1"] = "function Show-It { [CmdletBinding()] param([string] $Text, [switch] $Loud) if ($Loud) { $Text.ToUpperInvariant() } else { $Text } }",
            },
        });
        var client = cluster.Clients[0];

        var typed = await GetAsync(client, "api/v1/script/path/ops/typed.ps1");
        Assert.Equal("Counts.", typed.GetProperty("description").GetString());
        Assert.Equal(
            ["Count Integer True", "Mode String False", "At Any False"],
            typed.GetProperty("parameters").EnumerateArray().Select(p => $"{p.GetProperty("name")} {p.GetProperty("type")} {p.GetProperty("required")}"));
        Assert.Equal(["3 b DateTime 1"], await RunAsync(client, "ops/typed.ps1", new { Count = 3 }));
        Assert.Equal(
            ["parameters.Count: Must be at most 9.", "parameters.Mode: Not one of: a, b.", "parameters.cuont: There is no such parameter. Did you mean 'Count'?"],
            await RefusedAsync(client, "ops/typed.ps1", new { Count = 10, Mode = "c", Cuont = 1 }));
        Assert.Equal(["parameters.Count: Required."], await RefusedAsync(client, "ops/typed.ps1", new { Mode = "a", Verbose = true }));

        Assert.Equal(["5 True"], await RunAsync(client, "Block", new { Count = 4 }));
        Assert.Equal(["parameters.Count: Not a whole number of 64 bits."], await RefusedAsync(client, "Block", new { Count = "four" }));
        Assert.Equal(["HI"], await RunAsync(client, "Tools\\Show-It", new { Text = "hi", Loud = true }));
        var number = (await GetAsync(client, "api/v1/script/path/Tools/Show-It")).GetProperty("id").GetInt64();
        Assert.Contains("'Tools\\Show-It'", await client.Http.GetStringAsync($"api/v1/script/{number}/content"), StringComparison.Ordinal);

        var hashes = (await GetAsync(client, "api/v1/computer")).EnumerateArray().Select(node => node.GetProperty("catalogueHash").GetString()).ToArray();
        Assert.Equal(2, hashes.Length);
        Assert.Equal((await GetAsync(client, "api/v1/catalogue")).GetProperty("hash").GetString(), Assert.Single(hashes.Distinct()));
        var variable = Assert.Single((await GetAsync(client, "api/v1/catalogue/variable")).EnumerateArray());
        Assert.Equal("***", variable.GetProperty("properties").GetProperty("Value").GetString());
    }

    private static async Task<JsonElement> GetAsync(ApiClient client, string path) => await client.Http.GetFromJsonAsync<JsonElement>(path);

    private static async Task<IReadOnlyList<string>> RunAsync(ApiClient client, string script, object parameters)
    {
        var job = await client.CreateJobAsync(script, parameters);
        var ended = await client.WaitForFinalAsync(job.Id);
        var output = await client.ReadTextAsync(job.Id);
        Assert.True(ended.Status == JobState.Completed, $"{ended.Status}: {ended.Reason} {string.Join('|', output)}");
        return output;
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(ApiClient client, string script, object parameters)
    {
        using var answer = await client.Http.PostAsJsonAsync("api/v1/job", new { script, parameters });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        return [.. errors.EnumerateObject().SelectMany(error => error.Value.EnumerateArray().Select(text => $"{error.Name}: {text}"))];
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
