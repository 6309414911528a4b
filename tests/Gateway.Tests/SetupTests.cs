using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Universal.Gateway.Tests.Hosting;
using Universal.Grains.Nodes;
using Universal.Grains.Security;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class SetupTests
{
    private const string Password = ClusterFixture.Password;

    [Fact]
    public async Task Setup_ByTwoGatewaysAtOnce_HasOneWinner()
    {
        await using var node = await TestNode.StartAsync();
        using var first = node.Client();
        using var second = node.Client(address: await node.AddGatewayAsync());
        Assert.True((await first.GetAsync("/api/v1/setup")).Json.GetProperty("required").GetBoolean());

        var answers = await Task.WhenAll(
            from client in new[] { first, second }
            from i in Enumerable.Range(0, 4)
            select client.PostAsync("/api/v1/setup", new { username = $"admin{i}", password = Password }));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("already_set_up", answer.Code));
        Assert.Single(await node.Store.ListIdentitiesAsync(0, 10, default));
        Assert.False((await first.GetAsync("/api/v1/setup")).Json.GetProperty("required").GetBoolean());
        Assert.Single(node.Store.Audit, row => row.Action == "setup");
    }

    [Fact]
    public async Task Setup_WithWeakPassword_SaysWhatIsMissing()
    {
        await using var node = await TestNode.StartAsync();
        using var client = node.Client();

        var answer = await client.PostAsync("/api/v1/setup", new { username = "admin", password = "short" });
        var without = await client.PostAsync("/api/v1/setup", new { username = "admin" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(3, answer.Json.GetProperty("errors").GetProperty("password").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
        var nameless = await client.PostAsync("/api/v1/setup", new { password = Password });
        Assert.Equal("username", Assert.Single(nameless.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.False(await node.Store.AnyIdentityAsync(default));
    }

    [Fact]
    public async Task Start_WithConfiguredAdministrator_CreatesIt()
    {
        await using var node = await TestNode.StartAsync(("PSUDefaultAdminName", "boss"), ("PSUDefaultAdminPassword", Password));
        await node.Services.GetRequiredService<FirstAdministrator>().ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));

        using var client = node.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.SignInAsync("boss", Password)).Status);
        Assert.Empty(node.Services.GetRequiredService<NodeTroubles>().Current);
    }

    [Fact]
    public async Task Start_WithWeakConfiguredPassword_ReportsAFaultAndCreatesNothing()
    {
        await using var node = await TestNode.StartAsync(("PSUDefaultAdminPassword", "admin"));
        var administrator = node.Services.GetRequiredService<FirstAdministrator>();
        await administrator.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));

        var trouble = Assert.Single(node.Services.GetRequiredService<NodeTroubles>().Current);
        Assert.Equal((FirstAdministrator.Trouble, TroubleEffect.Faulted), (trouble.Code, trouble.Effect));
        Assert.Contains("12 characters", trouble.Reasons[0], StringComparison.Ordinal);
        Assert.DoesNotContain("admin'", trouble.Reasons[0], StringComparison.Ordinal);
        Assert.False(await node.Store.AnyIdentityAsync(default));
    }

    [Fact]
    public async Task Database_Lost_AnswersUnavailableAndRecovers()
    {
        await using var node = await TestNode.StartAsync();
        using var client = node.Client();
        await client.PostAsync("/api/v1/setup", new { username = "admin", password = Password });
        await client.SignInAsync("admin", Password);
        node.Store.Lost = true;

        var answer = await client.GetAsync("/api/v1/identity");
        var me = await client.GetAsync("/api/v1/me");
        node.Store.Lost = false;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database_unavailable"), (answer.Status, answer.Code));
        Assert.NotNull(answer.Message.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, me.Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/identity")).Status);
    }

    [Fact]
    public async Task Cookie_OfOneGateway_IsGoodOnAnotherUntilItsPasswordChanges()
    {
        await using var node = await TestNode.StartAsync();
        using var first = node.Client();
        await first.PostAsync("/api/v1/setup", new { username = "admin", password = Password });
        await first.SignInAsync("admin", Password);
        using var second = node.Client(address: await node.AddGatewayAsync());
        var cookie = ("Cookie", first.Cookies.GetCookieHeader(node.Address));

        var before = await second.GetAsync("/api/v1/me", cookie);
        await first.PutAsync("/api/v1/me/password", new { currentPassword = Password, newPassword = "battery-staple-43" });
        var after = await second.GetAsync("/api/v1/me", cookie);

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal("admin", before.Json.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, after.Status);
    }

    [Fact]
    public async Task Token_RevokedOnOneGateway_IsRefusedByAnotherAtOnce()
    {
        await using var node = await TestNode.StartAsync();
        using var first = node.Client();
        await first.PostAsync("/api/v1/setup", new { username = "admin", password = Password });
        await first.SignInAsync("admin", Password);
        var granted = (await first.PostAsync("/api/v1/apptoken/grant")).Json;
        using var second = node.Client(granted.GetProperty("token").GetString(), await node.AddGatewayAsync());
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/api/v1/me")).Status);

        await first.DeleteAsync($"/api/v1/apptoken/{granted.GetProperty("id")}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/v1/me")).Status);
        Assert.Equal(Roles.Administrator, granted.GetProperty("role").GetString());
    }
}
