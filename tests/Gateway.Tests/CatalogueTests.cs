using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class CatalogueTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Get_TellsHashKindsAndFaults()
    {
        using var client = cluster.Node.Client(cluster.Token(Roles.Reader));

        var catalogue = (await client.GetAsync("/api/v1/catalogue")).Json;

        Assert.Equal("abc", catalogue.GetProperty("hash").GetString());
        Assert.Equal(2, catalogue.GetProperty("scripts").GetInt32());
        Assert.Equal(["script 1 True", "tag 3 False"], catalogue.GetProperty("kinds").EnumerateArray().Select(
            kind => $"{kind.GetProperty("kind")} {kind.GetProperty("count")} {kind.GetProperty("inForce")}"));
        Assert.Equal([".universal/tags.ps1 1 Refused", "  Error"], catalogue.GetProperty("faults").EnumerateArray().Select(
            fault => $"{fault.GetProperty("file")} {fault.GetProperty("line")} {fault.GetProperty("severity")}"));
    }

    [Fact]
    public async Task List_IsPagedAndSaysHowManyThereAre()
    {
        using var client = cluster.Node.Client(cluster.Token(Roles.Reader));

        var page = await client.GetAsync("/api/v1/catalogue/tag?skip=1&take=1");

        Assert.Equal("3", page.Message.Headers.GetValues("X-Total-Count").Single());
        var tag = Assert.Single(page.Json.EnumerateArray());
        Assert.Equal("t2 2 t2", $"{tag.GetProperty("name")} {tag.GetProperty("line")} {tag.GetProperty("properties").GetProperty("Name")}");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/catalogue/tag?take=501")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/catalogue/tag?skip=-1")).Status);
    }

    [Fact]
    public async Task List_UnknownKind_IsNotFound()
    {
        using var client = cluster.Node.Client(cluster.Token(Roles.Reader));

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/catalogue/nonsense")).Status);
    }
}
