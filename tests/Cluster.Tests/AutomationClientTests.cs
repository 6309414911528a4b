using System.Diagnostics;
using Universal.Testing;

namespace Universal.Cluster.Tests;

public sealed class AutomationClientTests
{
    [Fact]
    public async Task Run_Sample_JoinsTheClusterRunsAndFollows()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Nodes = 2,
            Configure = (node, _) => node with { GatewayPort = FreePort.Take() },
            Scripts = new Dictionary<string, string> { ["greet.sh"] = "for i in 1 2 3; do echo \"$i $UNIVERSAL_PARAM_NAME\"; sleep 0.3; done" },
        });
        var node = cluster.Nodes[0].Settings;
        var certificate = Path.Combine(node.DataFolder, "automation.pem");
        await using (var command = NodeProcess.Start(node with { Arguments = ["certificate", "--name", "automation", "--out", certificate] })) Assert.Equal(0, await command.WaitForExitAsync());
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[BuildOutput.Find("samples/AutomationClient", "Universal.AutomationClient.dll"), "--Node:Tls:CertificateFile", certificate, "--engine", "PostgreSql", "--connection", cluster.ConnectionString,
            "--script", "greet.sh", "--parameters", """{"Name":"Ada"}"""]) start.ArgumentList.Add(argument);
        using var client = Process.Start(start)!;
        var text = client.StandardOutput.ReadToEndAsync();
        var errors = client.StandardError.ReadToEndAsync();
        await client.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(client.ExitCode == 0, await text + await errors);
        Assert.Contains("[Output] 1 Ada\n[Output] 2 Ada\n[Output] 3 Ada\n", await text, StringComparison.Ordinal);
        Assert.Contains("ended as Completed", await text, StringComparison.Ordinal);
    }
}
