using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Universal.Broadcast;
using Universal.Gateway.Hubs;
using Universal.Gateway.Tests.Hosting;
using Universal.Jobs;
using Universal.Nodes;
using Universal.Notifications;
using Universal.Security;
using Universal.Testing;

namespace Universal.Gateway.Tests;

public sealed class HubTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private TestNode Node => cluster.Node;

    private Task<HubSocket> ConnectAsync(string role) => HubSocket.ConnectAsync(Node.Address, cluster.Token(role));

    private Task<BroadcastOutcome> SendAsync(BroadcastContent content) => Node.Broadcasts.SendAsync(content);

    private static ToastContent Toast(string message, BroadcastAudience? audience = null) => new(new Toast { Message = message }, audience);

    [Fact]
    public async Task Client_OfSignalR_WithACookie_GetsStateAndChanges()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var api = Node.Client();
        await api.SignInAsync(name, ClusterFixture.Password);
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Node.Address, "hubs/cluster"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.Cookies = api.Cookies;
        }).Build();
        var state = new TaskCompletionSource<JsonElement>();
        var change = new TaskCompletionSource<JsonElement>();
        hub.On<string, JsonElement>("State", (_, value) => state.TrySetResult(value));
        hub.On<string, JsonElement>("Change", (_, value) => change.TrySetResult(value));
        await hub.StartAsync();

        await hub.InvokeAsync("Subscribe", new[] { "git", "toasts" });
        await SendAsync(Toast("hello"));

        Assert.Equal("RemoteUnreachable", (await state.Task.WaitAsync(Limit))[1].GetProperty("outcome").GetString());
        Assert.Equal("hello", (await change.Task.WaitAsync(Limit)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Toasts_OfOneSender_ArriveInOrder_AtTheAudienceOnly()
    {
        await using var reader = await ConnectAsync(Roles.Reader);
        await using var user = await ConnectAsync(Roles.User);
        await using var deaf = await ConnectAsync(Roles.Reader);
        await Task.WhenAll(reader.SubscribeAsync("toasts"), user.SubscribeAsync("toasts"), deaf.SubscribeAsync("git"));

        var tag = Guid.NewGuid().ToString();
        for (var i = 0; i < 50; i++) await SendAsync(Toast($"{tag} {i}", i % 2 == 0 ? new BroadcastAudience(["reader"], []) : null));
        await SendAsync(Toast($"{tag} end", new BroadcastAudience([], ["USER-identity", "READER-identity"])));

        Assert.Equal([.. Enumerable.Range(0, 50).Select(i => $"{tag} {i}"), $"{tag} end"], await ReadAsync(reader, tag));
        Assert.Equal([.. Enumerable.Range(0, 50).Where(i => i % 2 == 1).Select(i => $"{tag} {i}"), $"{tag} end"], await ReadAsync(user, tag));
        Assert.Equal("State", (await deaf.NextAsync()).Kind);
        Assert.False(deaf.HasNext);
    }

    [Fact]
    public async Task Jobs_AreToldAsTheListWouldGiveThem()
    {
        var own = Node.Jobs.Running("Execute-identity");
        var foreign = Node.Jobs.Running("somebody-else");
        var secret = Node.Jobs.Add(own with { Policy = new JobPolicy { Roles = ["Administrator"] }, Parameters = """{"p":1}""" });
        await using var execute = await ConnectAsync(Roles.Execute);
        await using var reader = await ConnectAsync(Roles.Reader);
        await using var admin = await ConnectAsync(Roles.Administrator);
        await Task.WhenAll(execute.SubscribeAsync("jobs"), reader.SubscribeAsync("jobs"), admin.SubscribeAsync("jobs"));
        Assert.True(Node.Broadcasts.Topics.HasFlag(BroadcastTopics.Jobs | BroadcastTopics.Nodes));
        Assert.Equal([own.Id], Ids((await execute.NextAsync()).Value.GetProperty("jobs")).Intersect([own.Id, foreign.Id, secret.Id]));
        Assert.Equal([foreign.Id, own.Id], Ids((await reader.NextAsync()).Value.GetProperty("jobs")).Intersect([own.Id, foreign.Id, secret.Id]));
        var state = (await admin.NextAsync()).Value.GetProperty("jobs");
        Assert.Contains(secret.Id, Ids(state));
        Assert.All(state.EnumerateArray(), job => Assert.Equal(JsonValueKind.Null, job.GetProperty("parameters").ValueKind));

        await SendAsync(new JobsContent([foreign], Reset: false));
        await SendAsync(new JobsContent([own with { State = JobState.Completed }, secret, foreign], Reset: false));

        var told = Assert.Single((await execute.NextAsync()).Value.EnumerateArray());
        Assert.Equal((own.Id, "Completed", true), (told.GetProperty("id").GetInt64(), told.GetProperty("status").GetString(), told.GetProperty("ended").GetBoolean()));
        await reader.NextAsync();
        Assert.Equal([own.Id, foreign.Id], Ids((await reader.NextAsync()).Value));
        await admin.NextAsync();
        Assert.Equal([own.Id, secret.Id, foreign.Id], Ids((await admin.NextAsync()).Value));

        await SendAsync(new JobsContent([], Reset: true));
        Assert.Equal("State", (await reader.NextAsync()).Kind);
    }

    [Fact]
    public async Task Nodes_ThatChange_AreToldWhole()
    {
        await using var reader = await ConnectAsync(Roles.Reader);
        await reader.SubscribeAsync("nodes");
        Assert.Equal("Online", (await reader.NextAsync()).Value.EnumerateArray().First(node => node.GetProperty("name").GetString() == "n1").GetProperty("status").GetString());

        var key = NodeKeys.For("hub-node");
        Node.Nodes.All[key] = new NodeInfo { Name = "hub-node", State = NodeState.Starting };
        await SendAsync(new NodesContent());

        await reader.NextAsync(message => message is { Kind: "State", Topic: "nodes" } && message.Value.ToString().Contains("hub-node", StringComparison.Ordinal));
        Node.Nodes.All.TryRemove(key, out _);
    }

    [Fact]
    public async Task Notifications_AreCountedForEachCaller()
    {
        using var admin = cluster.As(Roles.Administrator);
        await using var reader = await ConnectAsync(Roles.Reader);
        using var api = cluster.As(Roles.Reader);
        await api.PostAsync("/api/v1/notification/read", new { });
        await reader.SubscribeAsync("notifications");
        await NextUnreadAsync(reader, 0);

        var created = await admin.PostAsync("/api/v1/notification", new { title = "look", level = "Warning" });
        var told = (await reader.NextAsync(message => message.Kind == "Change")).Value.GetProperty("notification");
        Assert.Equal(("look", "Warning"), (told.GetProperty("title").GetString(), told.GetProperty("level").GetString()));
        var id = created.Json.GetProperty("id").GetInt64();
        Assert.Equal(1, (await api.GetAsync("/api/v1/notification/unread")).Json.GetProperty("unread").GetInt32());

        await api.PostAsync($"/api/v1/notification/{id}/read");
        await NextUnreadAsync(reader, 0);
        Assert.True((await api.GetAsync("/api/v1/notification?take=1")).Json.GetProperty("page")[0].GetProperty("read").GetBoolean());
        Assert.Empty((await api.GetAsync("/api/v1/notification?unread=true")).Json.GetProperty("page").EnumerateArray());

        await admin.DeleteAsync($"/api/v1/notification/{id}");
        Assert.Equal(id, (await reader.NextAsync(message => message.Kind == "Change")).Value.GetProperty("deleted").GetInt64());
        await NextUnreadAsync(reader, 0);
    }

    [Fact]
    public async Task Notification_DeletedForEverybody_LeavesNoUnreadOne()
    {
        using var admin = cluster.As(Roles.Administrator);
        using var api = cluster.As(Roles.Reader);
        await using var reader = await ConnectAsync(Roles.Reader);
        await api.PostAsync("/api/v1/notification/read", new { });
        var id = (await admin.PostAsync("/api/v1/notification", new { title = "short-lived" })).Json.GetProperty("id").GetInt64();
        await reader.SubscribeAsync("notifications");
        await NextUnreadAsync(reader, 1);

        await admin.DeleteAsync($"/api/v1/notification/{id}");

        Assert.Equal(id, (await reader.NextAsync(message => message.Kind == "Change")).Value.GetProperty("deleted").GetInt64());
        await NextUnreadAsync(reader, 0);
    }

    [Fact]
    public async Task Notification_RaisedAgain_IsFollowedByWhatTheCallerHasNotRead()
    {
        using var admin = cluster.As(Roles.Administrator);
        using var api = cluster.As(Roles.Reader);
        await using var reader = await ConnectAsync(Roles.Reader);
        var id = (await admin.PostAsync("/api/v1/notification", new { title = "again and again" })).Json.GetProperty("id").GetInt64();
        await api.PostAsync("/api/v1/notification/read", new { });
        await reader.SubscribeAsync("notifications");
        await NextUnreadAsync(reader, 0);

        await SendAsync(new NotificationContent(new Notification { Id = id, Title = "again and again", Count = 2 }));

        Assert.Equal(2, (await reader.NextAsync(message => message.Kind == "Change")).Value.GetProperty("notification").GetProperty("count").GetInt32());
        await NextUnreadAsync(reader, 0);
    }

    [Fact]
    public async Task Notification_KeyThatWouldBeCut_IsRefused()
    {
        using var admin = cluster.As(Roles.Administrator);
        var refused = await admin.PostAsync("/api/v1/notification", new { title = "long", key = new string('k', 196) });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("1 to 195", refused.Json.GetProperty("errors").GetProperty("key").ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsync("/api/v1/notification", new { title = "long", key = new string('k', 195) })).Status);
    }

    [Theory]
    [InlineData(Roles.Execute, "nodes")]
    [InlineData(Roles.Execute, "git")]
    [InlineData(Roles.Execute, "notifications")]
    [InlineData(Roles.User, "jobs")]
    public async Task Subscribe_TopicThatTheRouteWouldRefuse_IsRefusedWhole(string role, string topic)
    {
        await using var hub = await ConnectAsync(role);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.SubscribeAsync("toasts", topic));
        Assert.Contains("forbidden", refused.Message, StringComparison.Ordinal);
        await SendAsync(Toast("not for who was refused"));
        Assert.False(hub.HasNext);
        Assert.Contains("no such topic", (await Assert.ThrowsAsync<InvalidOperationException>(() => hub.SubscribeAsync("other"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithoutRight_IsRefused()
    {
        var job = Node.Jobs.Running(null);
        var jobToken = await Node.Grains.GetGrain<IJobTokensGrain>(0).Grant(job.Id, 1, null, TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<WebSocketException>(() => HubSocket.ConnectAsync(Node.Address, null));
        await Assert.ThrowsAsync<WebSocketException>(() => HubSocket.ConnectAsync(Node.Address, jobToken));

        // A page of another origin, with the cookie that the browser adds.
        using var api = Node.Client();
        await api.SignInAsync("Reader-identity", ClusterFixture.Password);
        var cookie = ("Cookie", api.Cookies.GetCookieHeader(Node.Address));
        await Assert.ThrowsAsync<WebSocketException>(() => HubSocket.ConnectAsync(Node.Address, null, null, cookie, ("Origin", "https://elsewhere.example")));
        await using var own = await HubSocket.ConnectAsync(Node.Address, null, null, cookie, ("Origin", Node.Address.GetLeftPart(UriPartial.Authority)));
        await own.SubscribeAsync("toasts");
    }

    [Fact]
    public async Task Connection_WhoseTokenIsRevoked_OrWhoseRolesChange_Ends()
    {
        var (name, identity) = await cluster.NewIdentityAsync(Roles.Reader);
        var (other, otherId) = await cluster.NewIdentityAsync(Roles.Reader);
        var (id, secret) = await cluster.NewTokenAsync(name);
        await using var revoked = await HubSocket.ConnectAsync(Node.Address, secret);
        using var api = Node.Client();
        await api.SignInAsync(other, ClusterFixture.Password);
        await using var session = await HubSocket.ConnectAsync(Node.Address, null, null, ("Cookie", api.Cookies.GetCookieHeader(Node.Address)));
        await Task.WhenAll(revoked.SubscribeAsync("nodes"), session.SubscribeAsync("nodes"));

        using var admin = cluster.As(Roles.Administrator);
        await admin.DeleteAsync($"/api/v1/apptoken/{id}");
        await api.PostAsync("/api/v1/me/signout");

        await Task.WhenAll(revoked.Closed, session.Closed).WaitAsync(TimeSpan.FromSeconds(15));
        Assert.NotEqual(identity, otherId);
    }

    [Fact]
    public async Task Client_ThatNeverReads_IsCutOff_AndNobodyWaitsForIt()
    {
        var clients = Node.Services.GetRequiredService<HubClients>();
        await using var healthy = await ConnectAsync(Roles.Reader);
        await healthy.SubscribeAsync("toasts");
        using var stuck = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(IPAddress.Loopback, Node.Address.Port);
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        var (_, secret) = await cluster.NewTokenAsync(name);
        await stuck.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/cluster HTTP/1.1\r\nHost: 127.0.0.1:{Node.Address.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {secret}\r\n\r\n"));
        await ReadHeadAsync(stuck);
        await stuck.SendAsync(Frame("{\"protocol\":\"json\",\"version\":1}\u001e"));
        await stuck.SendAsync(Frame("{\"type\":1,\"target\":\"Subscribe\",\"arguments\":[[\"toasts\"]]}\u001e"));
        var client = await Eventually.GetAsync("the client listens", Limit, () => Task.FromResult(
            clients.All.FirstOrDefault(one => one.Caller.Name == name && one.Has(BroadcastTopics.Toasts))));

        var tag = Guid.NewGuid().ToString();
        var text = $"{tag} {new string('x', 4000)}";
        var sent = 0;
        var until = TimeProvider.System.GetTimestamp();
        while (clients.All.Contains(client) && TimeProvider.System.GetElapsedTime(until) < Limit)
        {
            await SendAsync(Toast(text));
            sent++;
            // The healthy one keeps up: it never has more behind it than the buffers hold.
            await healthy.NextAsync(message => message.Value.GetProperty("message").GetString() == text, TimeSpan.FromSeconds(5));
        }

        Assert.DoesNotContain(client, clients.All);
        await SendAsync(Toast($"{tag} end"));
        Assert.Equal([$"{tag} end"], await ReadAsync(healthy, tag));
        Assert.InRange(sent, 1, 20_000);
    }

    [Fact]
    public async Task Broadcast_IsAudited_WithoutItsText_AndSaysWhoMissedIt()
    {
        await using var user = await ConnectAsync(Roles.User);
        await user.SubscribeAsync("toasts");
        using var api = cluster.As(Roles.Operator);

        var answer = await api.PostAsync("/api/v1/broadcast", new { topic = "toasts", message = "confidential", severity = "Warning", duration = 5000, audience = new { roles = new[] { "User" } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((1, "frozen"), (answer.Json.GetProperty("nodes").GetInt32(), answer.Json.GetProperty("missed")[0].GetString()));
        var toast = (await user.NextAsync(message => message.Value.GetProperty("message").GetString() == "confidential")).Value;
        Assert.Equal(("Warning", 5000), (toast.GetProperty("severity").GetString(), toast.GetProperty("duration").GetInt32()));
        using var admin = cluster.As(Roles.Administrator);
        var audit = (await admin.GetAsync("/api/v1/audit?take=50")).Body;
        Assert.Contains("\"broadcast\"", audit, StringComparison.Ordinal);
        Assert.Contains("roles User", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", audit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"topic":"jobs","message":"a"}""", "topic")]
    [InlineData("""{"topic":"toasts"}""", "message")]
    [InlineData("""{"topic":"toasts","message":"a","duration":-1}""", "duration")]
    [InlineData("""{"topic":"toasts","message":"a","audience":{}}""", "audience")]
    public async Task Broadcast_WithAFault_SaysWhere(string body, string field)
    {
        using var api = cluster.As(Roles.Operator);
        var answer = await api.PostAsync("/api/v1/broadcast", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Body);
    }

    [Fact]
    public async Task Broadcast_TooLarge_IsRefused()
    {
        using var api = cluster.As(Roles.Operator);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await api.PostAsync("/api/v1/broadcast", new { topic = "toasts", message = new string('x', 70_000) })).Status);
    }

    // Another one may be on its way that an earlier test made due.
    private static Task<HubMessage> NextUnreadAsync(HubSocket hub, int unread) =>
        hub.NextAsync(message => message is { Kind: "State", Topic: "notifications" } && message.Value.GetProperty("unread").GetInt32() == unread);

    private static IEnumerable<long> Ids(JsonElement jobs) => jobs.EnumerateArray().Select(job => job.GetProperty("id").GetInt64());

    // The texts up to the end; what other tests send is passed over.
    private static async Task<List<string>> ReadAsync(HubSocket hub, string tag)
    {
        var texts = new List<string>();
        while (texts.Count == 0 || !texts[^1].EndsWith(" end", StringComparison.Ordinal))
        {
            var message = await hub.NextAsync(next => next.Topic == "toasts" && next.Value.GetProperty("message").GetString()!.StartsWith(tag, StringComparison.Ordinal));
            texts.Add(message.Value.GetProperty("message").GetString()!);
        }

        return texts;
    }

    private static async Task ReadHeadAsync(Socket socket)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one) > 0) head.Append((char)one[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
    }

    // A text frame of less than 126 bytes, with a mask of nothing.
    private static byte[] Frame(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];
}
