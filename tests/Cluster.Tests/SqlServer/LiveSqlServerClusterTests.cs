using System.Globalization;
using Microsoft.Data.SqlClient;
using Universal.Testing;

namespace Universal.Cluster.Tests.SqlServer;

/// <summary>Nodes on the server that UNIVERSAL_TEST_MSSQL names; this file is compiled only when that is set.</summary>
public sealed class LiveSqlServerClusterTests
{
    private static readonly string Server = Environment.GetEnvironmentVariable("UNIVERSAL_TEST_MSSQL")
        ?? throw new InvalidOperationException("UNIVERSAL_TEST_MSSQL was set when this was built and is not now.");

    [Fact]
    public async Task Retention_JobsWithMuchOutput_GoWhileOthersRun()
    {
        var database = "universal_test_" + Guid.NewGuid().ToString("N");
        await RunAsync(Server, $"CREATE DATABASE {database}");
        var connectionString = new SqlConnectionStringBuilder(Server) { InitialCatalog = database }.ConnectionString;
        try
        {
            await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
            {
                Nodes = 3,
                Database = NodeDatabase.Sqlite,
                Configure = (settings, _) => settings with { Engine = NodeDatabase.SqlServer, ConnectionString = connectionString },
                Overrides = new Dictionary<string, string?> { ["UNIVERSAL_Jobs__KeepFor"] = "01:00:00" },
                Scripts = new Dictionary<string, string> { ["much.sh"] = "seq 1 20000", ["little.sh"] = "echo done" },
                StartLimit = TimeSpan.FromMinutes(3),
            });
            var client = cluster.Clients[0];
            for (var i = 0; i < 10; i++)
            {
                var job = await client.CreateJobAsync("much.sh");
                await client.WaitForFinalAsync(job.Id, TimeSpan.FromMinutes(2));
            }

            await RunAsync(connectionString, "UPDATE job SET ended_at = DATEADD(DAY, -2, ended_at)");

            // A sweep comes every ten minutes; jobs run all the while.
            await Eventually.IsTrueAsync("the old jobs are gone with their output", TimeSpan.FromMinutes(25), async () =>
            {
                await client.WaitForFinalAsync((await client.CreateJobAsync("little.sh")).Id);
                return await RunAsync(connectionString, "SELECT COUNT(*) FROM job_output AS o JOIN job AS j ON j.id = o.job_id WHERE j.script = N'much.sh'") == 0
                    && await RunAsync(connectionString, "SELECT COUNT(*) FROM job WHERE script = N'much.sh'") == 0;
            });
        }
        finally
        {
            SqlConnection.ClearAllPools();
            await RunAsync(Server, $"ALTER DATABASE {database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {database};");
        }
    }

    private static async Task<long> RunAsync(string connectionString, string sql)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection) { CommandTimeout = 120 };
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0L, CultureInfo.InvariantCulture);
    }
}
