using System.Data.Common;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Universal.Persistence.Cache;
using Universal.Persistence.Clock;
using Universal.Persistence.Engines;
using Universal.Persistence.Git;
using Universal.Persistence.GroupCommit;
using Universal.Persistence.Jobs;
using Universal.Persistence.Keys;
using Universal.Persistence.Nodes;
using Universal.Persistence.Notifications;
using Universal.Persistence.PostgreSql;
using Universal.Persistence.Schedules;
using Universal.Persistence.Schema;
using Universal.Persistence.Secrets;
using Universal.Persistence.Security;
using Universal.Persistence.Settings;
using Universal.Persistence.Sqlite;
using Universal.Persistence.SqlServer;
using Universal.Persistence.Statements;
using Universal.Persistence.Variables;
using Universal.Persistence.Triggers;

namespace Universal.Persistence;

/// <summary>Registers the database.</summary>
public static class PersistenceServices
{
    /// <summary>
    /// Registers the stores, the schema migrator, the <see cref="DbDataSource"/> and <see cref="IDatabaseEngine"/> of the engine that section
    /// <see cref="DatabaseOptions.Section"/> names. Opens no connection. Calling it again changes nothing.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">The root of the configuration.</param>
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(SqlEngine))) return services;
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CreateEngine);
        services.AddSingleton<IDatabaseEngine>(provider => provider.GetRequiredService<SqlEngine>());
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<SqlEngine>().CreateDataSource());
        services.AddSingleton<Database>();
        services.AddSingleton<GroupCommitPump>();
        services.AddSingleton<ISchemaMigrator, SchemaMigrator>();
        services.AddSingleton<IJobStore, JobStore>();
        services.AddSingleton<IJobOutputStore, JobOutputStore>();
        services.AddSingleton<INodeStore, NodeStore>();
        services.AddSingleton<ISettingStore, SettingStore>();
        services.AddSingleton<IGitStore, GitStore>();
        services.AddSingleton<IScheduleStore, ScheduleStore>();
        services.AddSingleton<IDatabaseClock, DatabaseClock>();
        services.AddSingleton<ICacheStore, CacheStore>();
        services.AddSingleton<ICacheLockStore, CacheLockStore>();
        services.AddSingleton<INotificationStore, NotificationStore>();
        services.AddSingleton<ITriggerStore, TriggerStore>();
        services.AddSingleton<IMembershipRows, MembershipRows>();
        services.AddSingleton<ISecurityStore, SecurityStore>();
        services.AddOptions<SecretsOptions>().Bind(configuration.GetSection(SecretsOptions.Section))
            .PostConfigure<IOptions<DatabaseOptions>>((secrets, database) => secrets.GeneratedKeyFile ??= SecretsOptions.FileBeside(database.Value.Engine, database.Value.ConnectionString))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        services.AddSingleton<SecretKeys>();
        services.AddSingleton<ClusterKey>();
        services.AddSingleton<ISecretStore, SecretStore>();
        services.AddSingleton(provider => new SecretVault(
            provider.GetRequiredService<ISecretStore>(), provider.GetRequiredService<ClusterKey>(), provider.GetRequiredService<DatabaseKeyRepository>()));
        services.AddHostedService<SecretKeeper>();
        services.AddSingleton<IVariableStore, VariableStore>();
        services.AddSingleton<KeyRingEncryptor>();
        services.AddSingleton<DatabaseKeyRepository>();
        services.AddSingleton<IXmlRepository>(provider => provider.GetRequiredService<DatabaseKeyRepository>());
        return services;
    }

    private static SqlEngine CreateEngine(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        return options.Engine switch
        {
            DatabaseEngine.PostgreSql => new PostgreSqlEngine(options),
            DatabaseEngine.SqlServer => new SqlServerEngine(options),
            _ => new SqliteEngine(options, services.GetRequiredService<TimeProvider>()),
        };
    }
}
