using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Universal.Nodes;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteNodeStoreTests(SqliteFixture fixture) : NodeStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlNodeStoreTests(PostgreSqlFixture fixture) : NodeStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What the registry of nodes and the key ring promise, on every engine.</summary>
public abstract class NodeStoreContract(StoreFixture fixture)
{
    private static NodeInfo Node(string name) => new()
    {
        Name = name, Incarnation = "S1", Machine = "m", ProcessId = 12, OperatingSystem = "Linux", User = "u", Version = "1.0", Url = "http://x",
        Tags = ["a", "b"], StartedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Slots = 4,
    };

    private static void AssertSame(NodeInfo expected, NodeInfo? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected with { Tags = [], RunningJobs = [], Reasons = [] }, actual with { Tags = [], RunningJobs = [], Reasons = [] });
    }

    [Fact]
    public async Task Get_AfterUpsert_GivesTheNodeInAnyLetterCase()
    {
        await fixture.Nodes.UpsertAsync(Node("Alpha"));

        AssertSame(Node("Alpha"), await fixture.Nodes.GetAsync("aLPHA"));
        Assert.Null(await fixture.Nodes.GetAsync("nowhere"));
    }

    [Fact]
    public async Task Upsert_ExistingNode_KeepsMaintenance()
    {
        await fixture.Nodes.UpsertAsync(Node("Beta"));
        Assert.True(await fixture.Nodes.SetMaintenanceAsync("BETA", true));

        await fixture.Nodes.UpsertAsync(Node("beta") with { Incarnation = "S2", Slots = 9 });

        AssertSame(Node("beta") with { Incarnation = "S2", Slots = 9, Maintenance = true }, await fixture.Nodes.GetAsync("beta"));
        Assert.False(await fixture.Nodes.SetMaintenanceAsync("nowhere", true));
    }

    [Fact]
    public async Task Delete_Node_ForgetsIt()
    {
        await fixture.Nodes.UpsertAsync(Node("Gamma"));
        await fixture.Nodes.UpsertAsync(Node("delta"));
        Assert.Equal(["delta", "Gamma"], (await fixture.Nodes.ListAsync()).Select(node => node.Name).Where(name => name is "delta" or "Gamma"));

        Assert.True(await fixture.Nodes.DeleteAsync("gamma"));
        Assert.False(await fixture.Nodes.DeleteAsync("gamma"));
        Assert.Null(await fixture.Nodes.GetAsync("gamma"));
    }

    [Fact]
    public void KeyRing_Element_IsReadByAnotherNode()
    {
        var element = new XElement("key", new XAttribute("id", Guid.NewGuid()), "väl<ue>");
        fixture.Services.GetRequiredService<IXmlRepository>().StoreElement(element, "key-1");

        var read = fixture.AddNode().GetRequiredService<IXmlRepository>().GetAllElements();

        Assert.Contains(read, other => XNode.DeepEquals(element, other));
    }
}
