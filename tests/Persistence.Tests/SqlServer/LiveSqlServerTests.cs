using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Schema;
using Universal.Persistence.Tests.Stores;

namespace Universal.Persistence.Tests.SqlServer;

/// <summary>A database of a class on the server that UNIVERSAL_TEST_MSSQL names; this file is compiled only when that is set.</summary>
public sealed class SqlServerFixture : StoreFixture
{
    private readonly string _server = Environment.GetEnvironmentVariable("UNIVERSAL_TEST_MSSQL")
        ?? throw new InvalidOperationException("UNIVERSAL_TEST_MSSQL was set when this was built and is not now.");

    private readonly List<string> _databases = [];

    protected override DatabaseEngine Engine => DatabaseEngine.SqlServer;

    protected override async Task<string> CreateDatabaseAsync()
    {
        var name = "universal_test_" + Guid.NewGuid().ToString("N");
        await RunOnServerAsync($"CREATE DATABASE {name}");
        _databases.Add(name);
        return new SqlConnectionStringBuilder(_server) { InitialCatalog = name }.ConnectionString;
    }

    protected override async ValueTask DropDatabaseAsync()
    {
        SqlConnection.ClearAllPools();
        foreach (var name in _databases) await RunOnServerAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name};");
    }

    private async Task RunOnServerAsync(string sql)
    {
        await using var connection = new SqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class SqlServerJobStoreTests(SqlServerFixture fixture) : JobStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerJobOutputStoreTests(SqlServerFixture fixture) : JobOutputStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerSecurityStoreTests(SqlServerFixture fixture) : SecurityStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerFirstIdentityTests(SqlServerFixture fixture) : FirstIdentityContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerNodeStoreTests(SqlServerFixture fixture) : NodeStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerSchemaMigratorTests(SqlServerFixture fixture) : SchemaMigratorContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerOrleansTests(SqlServerFixture fixture) : OrleansContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerCacheStoreTests(SqlServerFixture fixture) : CacheStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerCacheLockStoreTests(SqlServerFixture fixture) : CacheLockStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerGitStoreTests(SqlServerFixture fixture) : GitStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerNotificationStoreTests(SqlServerFixture fixture) : NotificationStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerScheduleStoreTests(SqlServerFixture fixture) : ScheduleStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerSecretStoreTests(SqlServerFixture fixture) : SecretStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerSettingStoreTests(SqlServerFixture fixture) : SettingStoreContract(fixture), IClassFixture<SqlServerFixture>;

public sealed class SqlServerTriggerStoreTests(SqlServerFixture fixture) : TriggerStoreContract(fixture), IClassFixture<SqlServerFixture>;

/// <summary>What only a real server shows.</summary>
public sealed class SqlServerSettingsTests(SqlServerFixture fixture) : IClassFixture<SqlServerFixture>
{
    [Fact]
    public async Task Inspect_ADatabaseAsItIsCreated_IsGoodEnoughToStart()
    {
        var node = (await fixture.AddNodesOverEmptyDatabaseAsync(1))[0];

        var advice = await node.GetRequiredService<ISchemaMigrator>().InspectAsync();

        Assert.All(advice, sentence => Assert.Contains("READ_COMMITTED_SNAPSHOT", sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dbo.job")]
    [InlineData("dbo.job_output")]
    public async Task Schema_LockEscalation_IsOff(string table) =>
        Assert.Equal(1, await fixture.RunAsync($"SELECT COUNT(*) FROM sys.tables WHERE object_id = OBJECT_ID(N'{table}') AND lock_escalation_desc = N'DISABLE'"));
}
