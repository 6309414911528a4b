using System.Net;
using Universal.Errors;
using Universal.Gateway.Status;
using Universal.Gateway.Tests.Hosting;
using Universal.Nodes;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class ErrorTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData("{\"script\": \n  \"7\", oops}", "line 2")]
    [InlineData("{\"script\": \"7\", \"parameters\": [[1,}", "$.parameters")]
    [InlineData("[]", "position")]
    public async Task Json_Malformed_SaysWhere(string body, string where)
    {
        using var client = cluster.As(Roles.Operator);
        var answer = await client.PostAsync("/api/v1/job", body);
        Assert.Equal((HttpStatusCode.BadRequest, "malformed_json"), (answer.Status, answer.Code));
        Assert.Contains(where, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Json_WithBytesThatAreNoText_IsTheCallersFault()
    {
        using var client = cluster.As(Roles.Operator);
        using var body = new ByteArrayContent([.. """{"script":"7","parameters":{"a":" """u8, 0xFF, .. "\"}}"u8]);
        body.Headers.ContentType = new("application/json");
        var response = await client.Http.PostAsync("/api/v1/job", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("malformed_json", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OverOneMebibyte_IsTooLarge()
    {
        using var client = cluster.As(Roles.Operator);
        var answer = await client.PostAsync("/api/v1/job", "{\"script\":\"" + new string('x', 1024 * 1024) + "\"}");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Body_OfOtherMediaType_IsRefused()
    {
        using var client = cluster.As(Roles.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/job") { Content = new StringContent("script=7") };
        var response = await client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("\"media_type\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nonsense", HttpStatusCode.NotFound, "no_route")]
    [InlineData("GET", "/api/v1/job/abc", HttpStatusCode.NotFound, "no_route")]
    [InlineData("PATCH", "/api/v1/job", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task Route_Unknown_AnswersWithProblem(string method, string path, HttpStatusCode status, string code)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.SendAsync(new(method), path, null);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nonsense", HttpStatusCode.NotFound, "no_route")]
    [InlineData("GET", "/api/v1/job/999999/log", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/api/v1/job?tak=1", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("POST", "/api/v1/job", HttpStatusCode.UnsupportedMediaType, "media_type")]
    public async Task Problem_ToACallerWhoAcceptsOnlyPlainText_SaysTheReason(string method, string path, HttpStatusCode status, string code)
    {
        using var client = cluster.As(Roles.Administrator);
        using var request = new HttpRequestMessage(new(method), path) { Headers = { { "Accept", "text/plain" } } };
        if (method == "POST") request.Content = new ByteArrayContent([1]) { Headers = { ContentEncoding = { "gzip" } } };
        using var response = await client.Http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains($"\"code\":\"{code}\"", body, StringComparison.Ordinal);
        Assert.Contains("\"traceId\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exceptions_OfGrains_BecomeProblemsWithoutDetail()
    {
        await using var node = await TestNode.StartAsync(("PSUDefaultAdminPassword", ClusterFixture.Password));
        using var client = node.Client();
        await node.Grains.GetGrain<IIdentitiesGrain>(0).CreateFirst(new("admin", ClusterFixture.Password, []), new(null));
        await client.SignInAsync("admin", ClusterFixture.Password);
        var cases = new (Exception Fault, HttpStatusCode Status, string Code)[]
        {
            (new DatabaseUnavailableException("secret connection string"), HttpStatusCode.ServiceUnavailable, "database_unavailable"),
            (new SchemaMismatchException("run migrate"), HttpStatusCode.ServiceUnavailable, "schema_mismatch"),
            (new TimeoutException("secret silo address"), HttpStatusCode.ServiceUnavailable, "cluster_unavailable"),
            (new Orleans.Runtime.SiloUnavailableException("secret silo address"), HttpStatusCode.ServiceUnavailable, "cluster_unavailable"),
            (new InvalidOperationException("secret detail"), HttpStatusCode.InternalServerError, "internal"),
        };
        foreach (var (fault, status, code) in cases)
        {
            node.Jobs.Fault = fault;
            var answer = await client.PostAsync("/api/v1/script/7", "{}");
            Assert.Equal((status, code), (answer.Status, answer.Code));
            Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
            Assert.Equal(status == HttpStatusCode.ServiceUnavailable, answer.Message.Headers.RetryAfter is not null);
            // What no node can answer now is not for a balancer to try at the next.
            Assert.False(answer.Message.Headers.Contains("Universal-Retry"));
        }
    }

    [Theory]
    [InlineData(NodeStatus.Starting, 503, 503)]
    [InlineData(NodeStatus.Online, 200, 200)]
    [InlineData(NodeStatus.Degraded, 200, 200)]
    [InlineData(NodeStatus.Maintenance, 503, 404)]
    [InlineData(NodeStatus.Stopping, 503, 404)]
    [InlineData(NodeStatus.Unavailable, 503, 503)]
    [InlineData(NodeStatus.Faulted, 500, 500)]
    public async Task Status_OfEachState(NodeStatus state, int status, int drain)
    {
        await using var node = await TestNode.StartAsync();
        node.Status.Current = new(state, [new("a_code", "A reason.")]);
        using var client = node.Client();

        var answer = await client.GetAsync("/api/v1/status");

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal((state.ToString(), "a_code", "test-node"), (answer.Json.GetProperty("status").GetString(), answer.Json.GetProperty("codes")[0].GetString(), answer.Json.GetProperty("node").GetString()));
        Assert.NotEmpty(answer.Json.GetProperty("version").GetString()!);
        Assert.Equal(drain, (int)(await client.GetAsync("/api/v1/status/drain")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);

        node.Status.Current = new(state, [], RefuseRequests: true);
        var refused = await client.GetAsync("/api/v1/me");
        var code = state == NodeStatus.Starting ? "starting" : "draining";
        Assert.Equal((HttpStatusCode.ServiceUnavailable, code), (refused.Status, refused.Code));
        Assert.Equal(["other-node"], refused.Message.Headers.GetValues("Universal-Retry"));
        Assert.NotNull(refused.Message.Headers.RetryAfter);
        Assert.Equal(status, (int)(await client.GetAsync("/api/v1/status")).Status);
    }

    [Fact]
    public async Task Status_ToStrangers_GivesCodesWithoutFileNames()
    {
        await using var node = await TestNode.StartAsync();
        node.Status.Current = new(NodeStatus.Degraded, [new("repository_faults", ".universal/schedules.ps1:3: no cron."), new("repository_faults", "Another.")]);
        using var stranger = node.Client();
        using var admin = node.Client();
        await admin.PostAsync("/api/v1/setup", new { username = "admin", password = ClusterFixture.Password });
        await admin.SignInAsync("admin", ClusterFixture.Password);
        using var bearer = node.Client((await admin.PostAsync("/api/v1/apptoken/grant", new { roles = new[] { "Reader" } })).Json.GetProperty("token").GetString());
        using var forged = node.Client("upat_forged");

        foreach (var path in new[] { "/api/v1/status", "/api/v1/status/drain" })
        {
            foreach (var client in new[] { stranger, forged })
            {
                var answer = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal("repository_faults", Assert.Single(answer.Json.GetProperty("codes").EnumerateArray()).GetString());
                Assert.Empty(answer.Json.GetProperty("reasons").EnumerateArray());
                Assert.DoesNotContain("schedules.ps1", answer.Body, StringComparison.Ordinal);
            }

            foreach (var client in new[] { admin, bearer })
                Assert.Equal(".universal/schedules.ps1:3: no cron.", (await client.GetAsync(path)).Json.GetProperty("reasons")[0].GetString());
        }

        // Whoever asks, the status is answered without the database.
        node.Store.Lost = true;
        foreach (var client in new[] { admin, bearer, forged, stranger }) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/status")).Status);
    }

    [Fact]
    public async Task Computers_MaintenanceAndRemoval()
    {
        await using var node = await TestNode.StartAsync();
        using var client = node.Client();
        await client.PostAsync("/api/v1/setup", new { username = "admin", password = ClusterFixture.Password });
        await client.SignInAsync("admin", ClusterFixture.Password);

        var on = await client.PostAsync("/api/v1/computer/N1/maintenance", new { enabled = true });
        var listed = (await client.GetAsync("/api/v1/computer")).Json;
        var alive = await client.DeleteAsync("/api/v1/computer/n1");
        var gone = await client.DeleteAsync("/api/v1/computer/n2");

        Assert.Equal("Maintenance", on.Json.GetProperty("status").GetString());
        Assert.Equal(2, listed.GetArrayLength());
        Assert.Equal((HttpStatusCode.Conflict, "node_alive"), (alive.Status, alive.Code));
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.False(node.Nodes.All.ContainsKey(NodeKeys.For("n2")));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/computer/n2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/api/v1/computer/n2/maintenance", new { enabled = true })).Status);
        Assert.Contains(node.Store.Audit, row => row is { Action: "node.maintenance.on", Identity: "admin" });
    }
}
