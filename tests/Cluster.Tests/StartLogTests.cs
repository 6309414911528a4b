using System.Net;
using Microsoft.Extensions.Logging;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>What a newcomer reads when a node starts.</summary>
public sealed class StartLogTests
{
    [Fact]
    public async Task Start_OfANewNode_LogsOneLineForEachEvent_AndLastWhatToDoNext()
    {
        var folder = Directory.CreateTempSubdirectory("universal-start-");
        try
        {
            var settings = new NodeSettings
            {
                Name = "node1",
                Engine = NodeDatabase.Sqlite,
                ConnectionString = $"Data Source={Path.Combine(folder.FullName, "universal.db")}",
                DataFolder = folder.FullName,
                RepositoryFolder = folder.CreateSubdirectory("repository").FullName,
                Overrides = new Dictionary<string, string?> { ["PSUDefaultAdminPassword"] = null, ["UNIVERSAL_Node__Slot"] = "3" },
            };
            await using var node = await NodeProcess.StartReadyAsync(settings);
            await node.WaitForLogAsync("is ready at");
            var log = node.ReadLog();
            Assert.Empty(log.StrayLines);
            Assert.DoesNotContain(log.Events, entry => entry.Level >= LogLevel.Error || entry.Trace.Count > 0);
            // Others are about the account that runs the tests.
            var warning = Assert.Single(log.Events, entry => entry.Level == LogLevel.Warning && entry.Category.EndsWith("NodeStart", StringComparison.Ordinal));
            Assert.Contains("'Node:Slot' of the configuration is not known and has no effect. Did you mean 'Node:Slots'?", warning.Text, StringComparison.Ordinal);
            await node.WaitForCodeAsync("configuration_unknown_key");

            var last = log.Events[^1].Text;
            foreach (var part in (string[])["node1 is ready", $"{settings.Url}api/docs", $"POST {settings.Url}api/v1/setup", "no administrator yet"]) Assert.Contains(part, last, StringComparison.Ordinal);
            Assert.True(log.Events.Count < 20, string.Join('\n', log.Events));
            Assert.Equal(0, await node.StopAsync());
            Assert.Equal("The node has left the cluster.", node.ReadLog().Events[^1].Text);
            Assert.Empty(node.LinesOf(LogLevel.Error));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
