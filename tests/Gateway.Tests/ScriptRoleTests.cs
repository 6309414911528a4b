using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>Scripts for some roles only, and the list of environments.</summary>
public sealed class ScriptRoleTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData(Roles.Administrator, true)]
    [InlineData(Roles.Operator, true)]
    [InlineData(Roles.Reader, false)]
    [InlineData(Roles.Execute, false)]
    public async Task Script_ForARole_IsUnknownToOthersWithItsJobs(string role, bool allowed)
    {
        using var admin = cluster.As(Roles.Administrator);
        var job = (await admin.PostAsync("/api/v1/job", new { script = "Limited" })).Json.GetProperty("id").GetInt64();
        using var client = cluster.As(role);
        var expected = allowed ? HttpStatusCode.OK : HttpStatusCode.NotFound;

        Assert.Equal(expected, (await client.GetAsync("/api/v1/script/9")).Status);
        Assert.Equal(expected, (await client.GetAsync("/api/v1/script/path/ops/limited.ps1")).Status);
        Assert.Equal(expected, (await client.GetAsync("/api/v1/script/9/parameter")).Status);
        Assert.Equal(expected, (await client.GetAsync($"/api/v1/job/{job}")).Status);
        Assert.Equal(expected, (await client.GetAsync($"/api/v1/job/{job}/output")).Status);
        Assert.Equal(allowed, (await client.GetAsync("/api/v1/script")).Body.Contains("limited.ps1", StringComparison.Ordinal));
        Assert.Equal(allowed, (await client.GetAsync("/api/v1/job?take=500")).Body.Contains("limited.ps1", StringComparison.Ordinal));
        if (role == Roles.Reader) return;
        Assert.Equal(expected, (await client.PostAsync("/api/v1/script/9", new { })).Status);
        Assert.Equal(allowed ? HttpStatusCode.Created : HttpStatusCode.NotFound, (await client.PostAsync("/api/v1/job", new { script = "Limited" })).Status);
    }

    [Fact]
    public async Task Job_AskedForByAnybody_IsManualAndHasTheCallersRoles()
    {
        using var client = cluster.As(Roles.Execute);
        var created = await client.PostAsync("/api/v1/job", new { script = "Hello" });
        var request = cluster.Node.Jobs.Requests[created.Json.GetProperty("id").GetInt64()];
        Assert.True(request.Manual);
        Assert.Equal([Roles.Execute], request.Roles!);
    }

    [Fact]
    public async Task Environments_SayWhatTheNodeCanRun()
    {
        using var client = cluster.As(Roles.Reader);
        var list = (await client.GetAsync("/api/v1/environment")).Json;
        Assert.Equal(("AD", "Program", "Repository", false, "Windows only."), Of(0));
        Assert.Equal(("PowerShell", "Embedded", "BuiltIn", true, null), Of(1));

        (string?, string?, string?, bool, string?) Of(int index) => (
            list[index].GetProperty("name").GetString(), list[index].GetProperty("engine").GetString(), list[index].GetProperty("source").GetString(),
            list[index].GetProperty("available").GetBoolean(), list[index].GetProperty("reason").GetString());
    }
}
