using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Persistence.SqlServer;
using Universal.Persistence.Tests.Stores;

namespace Universal.Persistence.Tests.SqlClient;

/// <summary>What is made of connection strings and of a database's settings.</summary>
public sealed class SqlServerEngineTests
{
    private static SqlConnectionStringBuilder Effective(string given) =>
        new(new SqlServerEngine(new DatabaseOptions { Engine = DatabaseEngine.SqlServer, ConnectionString = given }).ConnectionString);

    [Theory]
    [InlineData("Server=sql1;Database=u", true)]
    [InlineData("Server=tcp:sql1,1433;Database=u", true)]
    [InlineData("Server=sql1\\two;Database=u", false)] // a named instance
    [InlineData("Server=np:sql1;Database=u", false)]
    [InlineData("Server=(localdb)\\x;Database=u", false)]
    [InlineData("Server=sql1;Database=u;Failover Partner=sql2", false)]
    [InlineData("Server=sql1;Database=u;MultiSubnetFailover=False", false)]
    public void ConnectionString_AListener_IsReachedInAllItsNetworksAtOnce(string given, bool expected) =>
        Assert.Equal(expected, Effective(given).MultiSubnetFailover);

    [Fact]
    public void ConnectionString_AfterAFailedConnect_TheDriverDoesNotRefuseOthers()
    {
        Assert.Equal(PoolBlockingPeriod.NeverBlock, Effective("Server=sql1;Database=u").PoolBlockingPeriod);
        Assert.Equal(PoolBlockingPeriod.Auto, Effective("Server=sql1;Database=u;Pool Blocking Period=Auto").PoolBlockingPeriod);
    }

    [Theory]
    [InlineData("Active Directory Default")]
    [InlineData("Active Directory Managed Identity")]
    public async Task ConnectionString_ByEntra_IsRefusedWithASentence(string authentication)
    {
        await using var node = StoreFixture.Create(DatabaseEngine.SqlServer, $"Server=sql1;Database=u;Authentication={authentication}");

        var error = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<DatabaseOptions>>().Value);

        Assert.Contains("Entra is not supported", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, true, "ALTER DATABASE [u] SET COMPATIBILITY_LEVEL = 130", 0)]
    [InlineData(130, true, null, 0)]
    [InlineData(160, false, null, 1)]
    public void Settings_OfTheDatabase_AreRefusedOrAdvised(int level, bool snapshot, string? fault, int advice)
    {
        var found = new SqlServerSettings("u", "16.0.1", level, snapshot, "Latin1_General_CI_AS").Inspect();

        if (fault is null) Assert.Null(found.Fault);
        else Assert.Contains(fault, found.Fault, StringComparison.Ordinal);
        Assert.Equal(advice, found.Advice.Count);
        Assert.Contains("Latin1_General_CI_AS", found.Description, StringComparison.Ordinal);
    }
}
