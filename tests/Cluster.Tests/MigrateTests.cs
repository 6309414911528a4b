using System.Net;
using Npgsql;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>The schema is somebody else's to change: nodes with <c>Database:RunMigrations</c> false.</summary>
public sealed class MigrateTests
{
    [Fact]
    public async Task Start_WithoutMigrations_WaitsForTheMigrateCommandAndRefusesANewerSchema()
    {
        await using var server = await PostgresServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("universal-migrate-");
        try
        {
            var settings = new NodeSettings
            {
                Name = "node1",
                Engine = NodeDatabase.PostgreSql,
                ConnectionString = await server.CreateDatabaseAsync(),
                DataFolder = folder.FullName,
                RepositoryFolder = folder.FullName,
                Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Database__RunMigrations"] = "false" },
            };

            // Empty: it says what to do, and starts by itself once that is done.
            await using var node = NodeProcess.Start(settings);
            await node.WaitForStatusAsync(HttpStatusCode.InternalServerError);
            await node.WaitForCodeAsync("schema_mismatch");
            await node.WaitForLogAsync("Run 'migrate'");
            Assert.Equal(0, await MigrateAsync(settings));
            await node.WaitForStatusAsync(HttpStatusCode.OK);
            Assert.Equal(0, await MigrateAsync(settings));
            Assert.Equal(0, await node.StopAsync());

            // A newer version has been here.
            await using (var source = NpgsqlDataSource.Create(settings.ConnectionString))
            await using (var command = source.CreateCommand(
                "INSERT INTO universal_schema_script (scriptname, applied) VALUES ('9999_future.sql', now())"))
            {
                Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            }

            await using var older = NodeProcess.Start(settings);
            await older.WaitForStatusAsync(HttpStatusCode.InternalServerError);
            await older.WaitForLogAsync("newer than this program");
            await older.WaitForLogAsync("9999_future.sql");
            Assert.Equal(1, await MigrateAsync(settings));
            Assert.Equal(0, await older.StopAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> MigrateAsync(NodeSettings settings)
    {
        await using var process = NodeProcess.Start(settings with { Arguments = ["migrate"] });
        return await process.WaitForExitAsync();
    }
}
