using Microsoft.Extensions.DependencyInjection;
using Universal.Persistence.Security;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteFirstIdentityTests(SqliteFixture fixture) : FirstIdentityContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlFirstIdentityTests(PostgreSqlFixture fixture) : FirstIdentityContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>The first identity, which needs a database without any.</summary>
public abstract class FirstIdentityContract(StoreFixture fixture)
{
    private static IdentityRow Identity(string name) => new() { Name = name, SecurityStamp = "s" };

    [Fact]
    public async Task InsertFirstIdentity_FromSeveralNodesAtOnce_OneWins()
    {
        Assert.False(await fixture.Security.AnyIdentityAsync());
        var nodes = Enumerable.Range(0, 6).Select(_ => fixture.AddNode().GetRequiredService<ISecurityStore>()).ToList();

        var results = await Task.WhenAll(nodes.Select((node, i) => Task.Run(() => node.InsertFirstIdentityAsync(Identity("admin" + i)))));

        var winner = Assert.Single(results, row => row is not null);
        Assert.Equal(winner!.Name, Assert.Single(await fixture.Security.ListIdentitiesAsync(0, 10)).Name);
        Assert.Null(await fixture.Security.InsertFirstIdentityAsync(Identity("late")));
        Assert.NotEqual(winner.Id, (await fixture.Security.InsertIdentityAsync(Identity("next")))!.Id);
    }
}
