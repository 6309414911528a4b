using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;
using Universal.Triggers;

namespace Universal.Gateway.Tests;

public sealed class TriggerTests(ClusterFixture cluster)
{
    [Fact]
    public async Task List_IsPagedInTheShapeOfPowerShellUniversal()
    {
        using var client = cluster.As(Roles.Reader);

        var page = await client.GetAsync("/api/v1/trigger?skip=0&take=1");

        Assert.Equal("2", page.Message.Headers.GetValues("X-Total-Count").Single());
        var trigger = Assert.Single(page.Json.EnumerateArray());
        Assert.Equal("1 Mail JobFailed mail.ps1 90 $true False", string.Join(' ', new[] { "id", "name", "eventType", "triggerScript", "delay", "condition", "recursive" }.Select(name => trigger.GetProperty(name))));
        var hook = (await client.GetAsync("/api/v1/trigger/2")).Json;
        Assert.Equal("https://hooks.example True", $"{hook.GetProperty("url")} {hook.GetProperty("signed")}");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/trigger/3")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/trigger?take=501")).Status);
    }

    [Fact]
    public async Task Change_IsAnEditOfTheRepository()
    {
        using var client = cluster.As(Roles.Administrator);

        Assert.Equal("Mail", (await client.PostAsync("/api/v1/trigger", new { name = "Mail" })).Json.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/trigger", new { name = "bad" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("/api/v1/trigger/1", new { delay = 3 })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/v1/trigger/1")).Status);
        foreach (var answer in new[] { await client.PutAsync("/api/v1/trigger/2", new { delay = 3 }), await client.DeleteAsync("/api/v1/trigger/2") })
            Assert.Equal((HttpStatusCode.Conflict, "read_only"), (answer.Status, answer.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsync("/api/v1/trigger/3", new { delay = 3 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync("/api/v1/trigger/3")).Status);
        foreach (var action in new[] { "trigger.create", "trigger.change", "trigger.remove" })
            Assert.Contains(cluster.Node.Store.Audit, entry => entry.Action == action && entry is { Subject: "Mail", Detail: "edit 7" });
    }

    [Fact]
    public async Task Deliveries_ArePagedAndSentAgainOnRequest()
    {
        using var client = cluster.As(Roles.Operator);

        var page = (await client.GetAsync("/api/v1/trigger/2/delivery?before=9&take=1")).Json;
        var delivery = Assert.Single(page.EnumerateArray());
        Assert.Equal("8 Waiting 2 503", string.Join(' ', new[] { "id", "status", "attempts", "responseStatus" }.Select(name => delivery.GetProperty(name))));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/trigger/1/delivery")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/trigger/delivery/9/retry", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/api/v1/trigger/delivery/5/retry", new { })).Status);
        Assert.Contains(cluster.Node.Store.Audit, entry => entry is { Action: "webhook.retry", Subject: "9" });
    }

    [Fact]
    public async Task BadToken_IsAnEventWithoutTheToken()
    {
        using var client = cluster.Node.Client("not-a-token-but-a-secret");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/script?secret=1")).Status);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (TriggerEvent Kind, string Data) told;
        while ((told = FakeTriggersGrain.Raised.FirstOrDefault(raised => raised.Kind == TriggerEvent.ApiAuthenticationFailed && raised.Data.Contains("\"/api/v1/script\"", StringComparison.Ordinal))).Data is null)
            await Task.Delay(20, limit.Token);
        Assert.DoesNotContain("secret", told.Data);
    }
}
