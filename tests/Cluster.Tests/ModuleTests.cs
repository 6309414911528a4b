using System.Net.Http.Json;
using System.Text.Json;
using Universal.Jobs;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>The PowerShell module against a real node, from a job and as a stranger with an app token.</summary>
public sealed class ModuleTests
{
    [Fact]
    public async Task Cmdlets_InAJobAndWithAToken_DriveARealNode()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 1,
            Database = NodeDatabase.Sqlite,
            Scripts = new Dictionary<string, string>
            {
                ["child.ps1"] = "param($Text) \"child $Text\"; [pscustomobject]@{ Name = 'n'; Value = 3 }",
                ["parent.ps1"] = """
                    $result = Invoke-PSUScript -Name child.ps1 -Text 'of a job' -Wait
                    $result[0]
                    $result[1].Name + $result[1].Value
                    """,
                ["stranger.ps1"] = """
                    param($Token)
                    $url = $env:UNIVERSAL_URL
                    Remove-Item env:UNIVERSAL_URL, env:UNIVERSAL_TOKEN
                    Connect-PSUServer -ComputerName $url -AppToken $Token
                    $job = Invoke-PSUScript -Name child.ps1 -Parameters @{ Text = 'of a stranger' } | Wait-PSUJob -Timeout 60
                    "$($job.Status) $($job.Ended)"
                    ($job | Get-PSUJobOutput)[0].Message
                    (Get-PSUComputer).Name
                    Set-PSUComputer -Computer node1 -Maintenance $true | Out-Null
                    "$((Get-PSUComputer -Name node1).Maintenance)"
                    Set-PSUComputer -Computer node1 -Maintenance $false | Out-Null
                    Set-PSUCache -Key 'answer' -Value @{ Number = 42; When = [datetime]'2026-01-02' } -SlidingExpiration '01:00'
                    Get-PSUCache -Key 'answer' | ForEach-Object { "$($_.Number) $($_.When.Year)" }
                    Remove-PSUCache -Key 'answer'
                    "$($null -eq (Get-PSUCache -Key 'answer'))"
                    Get-PSUJob -Id 999999 -ErrorAction SilentlyContinue -ErrorVariable missing
                    "$($missing.Count)"
                    """,
            },
        });
        var client = cluster.Clients[0];
        var parent = await client.CreateJobAsync("parent.ps1");
        await EndAsync(client, parent.Id);
        Assert.Equal(["child of a job", "n3"], await client.ReadTextAsync(parent.Id));

        using var granted = await client.Http.PostAsJsonAsync("api/v1/apptoken/grant", new { });
        using var body = JsonDocument.Parse(await granted.Content.ReadAsStringAsync());
        var stranger = await client.CreateJobAsync("stranger.ps1", new { Token = body.RootElement.GetProperty("token").GetString() });
        await EndAsync(client, stranger.Id);
        Assert.Equal(["Completed True", "child of a stranger", "node1", "True", "42 2026", "True", "1"], await client.ReadTextAsync(stranger.Id));
    }

    private static async Task EndAsync(ApiClient client, long id)
    {
        var ended = await client.WaitForFinalAsync(id, TimeSpan.FromMinutes(2));
        var written = await client.ReadOutputAsync(id);
        Assert.True(ended.Status == JobState.Completed, $"{ended}\n{string.Join('\n', written.Select(record => $"{record.Stream}: {record.Text}"))}");
    }
}
