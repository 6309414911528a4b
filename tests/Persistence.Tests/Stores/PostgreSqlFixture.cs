using Universal.Testing;

[assembly: AssemblyFixture(typeof(Universal.Persistence.Tests.Stores.PostgreSqlOfTheAssembly))]

namespace Universal.Persistence.Tests.Stores;

/// <summary>One server for all classes that need PostgreSQL.</summary>
public sealed class PostgreSqlOfTheAssembly : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => _server is null ? ValueTask.CompletedTask : _server.DisposeAsync();
}

/// <summary>A PostgreSQL database of a class.</summary>
public sealed class PostgreSqlFixture(PostgreSqlOfTheAssembly assembly) : StoreFixture
{
    protected override DatabaseEngine Engine => DatabaseEngine.PostgreSql;

    // A few connections are enough for a class, and all classes share one server.
    protected override async Task<string> CreateDatabaseAsync() => await assembly.Server.CreateDatabaseAsync() + ";Maximum Pool Size=20";
}
