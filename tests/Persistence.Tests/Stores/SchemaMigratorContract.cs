using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Universal.Errors;
using Universal.Persistence.Jobs;
using Universal.Persistence.Schema;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteSchemaMigratorTests(SqliteFixture fixture) : SchemaMigratorContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlSchemaMigratorTests(PostgreSqlFixture fixture) : SchemaMigratorContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ISchemaMigrator"/> promises, on every engine.</summary>
public abstract class SchemaMigratorContract(StoreFixture fixture)
{
    private static ISchemaMigrator Migrator(IServiceProvider node) => node.GetRequiredService<ISchemaMigrator>();

    private static async Task RunAsync(IServiceProvider node, string sql)
    {
        await using var connection = await node.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Migrate_FromSeveralNodesAtOnce_AllSucceed()
    {
        var nodes = await fixture.AddNodesOverEmptyDatabaseAsync(6);

        await Task.WhenAll(nodes.Select(node => Task.Run(() => Migrator(node).MigrateAsync())));

        await Migrator(nodes[0]).VerifyAsync();
        Assert.Equal(1, await nodes[5].GetRequiredService<IJobStore>().LeaseIdsAsync(5));
    }

    [Fact]
    public async Task Migrate_JournalLost_RunsEveryScriptAgainWithoutHarm()
    {
        var node = (await fixture.AddNodesOverEmptyDatabaseAsync(1))[0];
        await Migrator(node).MigrateAsync();
        var jobs = node.GetRequiredService<IJobStore>();
        var next = await jobs.LeaseIdsAsync(10) + 10;
        await RunAsync(node, "DROP TABLE universal_schema_script");

        await Migrator(node).MigrateAsync();

        await Migrator(node).VerifyAsync();
        Assert.Equal(next, await jobs.LeaseIdsAsync(1));
    }

    [Fact]
    public async Task Verify_EmptyDatabase_NamesTheMissingScripts()
    {
        var node = (await fixture.AddNodesOverEmptyDatabaseAsync(1))[0];

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator(node).VerifyAsync());

        Assert.Contains("0001_orleans.sql", error.Message);
        Assert.Contains("migrate", error.Message);
    }

    [Fact]
    public async Task Verify_DatabaseOfANewerProgram_NamesTheUnknownScript()
    {
        var node = (await fixture.AddNodesOverEmptyDatabaseAsync(1))[0];
        await Migrator(node).MigrateAsync();
        await RunAsync(node, "UPDATE universal_schema_script SET scriptname = '9999_future.sql' WHERE scriptname = '0003_jobs.sql'");

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator(node).VerifyAsync());

        Assert.Contains("9999_future.sql", error.Message);
        Assert.Contains("newer", error.Message);
    }

    [Fact]
    public async Task Verify_Migrated_Succeeds() => await Migrator(fixture.Services).VerifyAsync();

    [Theory]
    [InlineData("Orleans.Clustering.AdoNet")]
    [InlineData("Orleans.Reminders.AdoNet")]
    public async Task Migrate_QueryTable_HasEveryQueryThatOrleansAsksFor(string assembly)
    {
        var queries = System.Reflection.Assembly.Load(assembly).GetTypes().Single(type => type.Name == "DbStoredQueries")
            .GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
            .Select(property => property.Name).ToList();
        Assert.NotEmpty(queries);
        foreach (var query in queries) Assert.Equal(1, await fixture.RunAsync($"SELECT count(*) FROM OrleansQuery WHERE QueryKey = '{query}'"));
    }
}
