using System.Net;
using System.Net.WebSockets;
using Universal.Gateway.Access;
using Universal.Gateway.Tests.Hosting;

namespace Universal.Gateway.Tests;

/// <summary>What one identity may keep open on a node.</summary>
public sealed class LiveLimitsTests
{
    private static readonly Caller Ada = new("Ada", 1, [], null, null, "n1");

    [Fact]
    public void Take_OverTheLimit_IsRefusedForThatIdentityAlone()
    {
        var limits = new LiveLimits();
        var first = limits.Take("stream", Ada, 2);
        Assert.NotNull(limits.Take("stream", Ada with { Name = "ADA" }, 2));
        Assert.Null(limits.Take("stream", Ada, 2));
        Assert.NotNull(limits.Take("stream", Ada with { Name = "Bert" }, 2));
        Assert.NotNull(limits.Take("hub", Ada, 2));
        first!.Dispose();
        first.Dispose();
        Assert.NotNull(limits.Take("stream", Ada, 2));
        Assert.Null(limits.Take("stream", Ada, 2));
    }

    [Fact]
    public async Task Hub_MoreConnectionsThanAllowed_IsAnswered429()
    {
        await using var node = await TestNode.StartAsync(("Gateway:HubConnectionsPerIdentity", "1"));
        using var admin = node.Client();
        await admin.PostAsync("/api/v1/setup", new { username = "owner", password = ClusterFixture.Password });
        await admin.SignInAsync("owner", ClusterFixture.Password);
        using var token = node.Client((await admin.PostAsync("/api/v1/apptoken/grant", new { })).Json.GetProperty("token").GetString());
        using var first = new ClientWebSocket();
        first.Options.SetRequestHeader("Authorization", token.Http.DefaultRequestHeaders.Authorization!.ToString());
        await first.ConnectAsync(new Uri($"ws://{node.Address.Authority}/hubs/cluster"), TestContext.Current.CancellationToken);
        using var second = new ClientWebSocket();
        second.Options.SetRequestHeader("Authorization", token.Http.DefaultRequestHeaders.Authorization!.ToString());
        second.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(new Uri($"ws://{node.Address.Authority}/hubs/cluster"), TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.HttpStatusCode);
    }
}
