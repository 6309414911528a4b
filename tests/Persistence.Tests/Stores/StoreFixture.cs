using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Git;
using Universal.Persistence.Jobs;
using Universal.Persistence.Keys;
using Universal.Persistence.Nodes;
using Universal.Persistence.Notifications;
using Universal.Persistence.Schema;
using Universal.Persistence.Security;
using Universal.Persistence.Settings;

namespace Universal.Persistence.Tests.Stores;

/// <summary>An empty, migrated database of one engine, for one test class, and the stores over it.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];
    private string _connectionString = "";

    protected abstract DatabaseEngine Engine { get; }

    protected abstract Task<string> CreateDatabaseAsync();

    protected virtual ValueTask DropDatabaseAsync() => ValueTask.CompletedTask;

    public ServiceProvider Services => _nodes[0];

    public IJobStore Jobs => Services.GetRequiredService<IJobStore>();

    public IJobOutputStore Output => Services.GetRequiredService<IJobOutputStore>();

    public INodeStore Nodes => Services.GetRequiredService<INodeStore>();

    public IGitStore Git => Services.GetRequiredService<IGitStore>();

    public ISettingStore Settings => Services.GetRequiredService<ISettingStore>();

    public INotificationStore Notifications => Services.GetRequiredService<INotificationStore>();

    public IMembershipRows Membership => Services.GetRequiredService<IMembershipRows>();

    public ISecurityStore Security => Services.GetRequiredService<ISecurityStore>();

    public async ValueTask InitializeAsync()
    {
        _connectionString = await CreateDatabaseAsync();
        await AddNode().GetRequiredService<ISchemaMigrator>().MigrateAsync();
    }

    /// <summary>The services of one more node over the same database; disposed with the fixture.</summary>
    public ServiceProvider AddNode() => AddNode(_connectionString);

    /// <summary>The services of a node over an empty database of its own, not migrated.</summary>
    public async Task<ServiceProvider[]> AddNodesOverEmptyDatabaseAsync(int count)
    {
        var connectionString = await CreateDatabaseAsync();
        return [.. Enumerable.Range(0, count).Select(_ => AddNode(connectionString))];
    }

    /// <summary>Connection string of a database of its own, migrated.</summary>
    public async Task<string> CreateMigratedAsync()
    {
        var connectionString = await CreateDatabaseAsync();
        await AddNode(connectionString).GetRequiredService<ISchemaMigrator>().MigrateAsync();
        return connectionString;
    }

    /// <summary>The services of a node over that database, with further settings and the key ring.</summary>
    public ServiceProvider AddNode(string connectionString, params (string Key, string Value)[] more)
    {
        var node = Create(Engine, connectionString, more);
        _nodes.Add(node);
        return node;
    }

    public static ServiceProvider Create(DatabaseEngine engine, string connectionString, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Engine"] = engine.ToString(),
            ["Database:ConnectionString"] = connectionString,
        };
        foreach (var (key, value) in more) settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddPersistence(configuration).AddDataProtection().PersistKeysToDatabase().Services.BuildServiceProvider();
    }

    /// <summary>Runs a text on the database, past the stores.</summary>
    public async Task<long> RunAsync(string sql)
    {
        await using var connection = await Services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0L, null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await DropDatabaseAsync();
        GC.SuppressFinalize(this);
    }
}
