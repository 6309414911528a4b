using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Universal.Testing;

namespace Universal.Cluster.Tests;

/// <summary>Sign-ins, tokens and roles are of the cluster, not of a node.</summary>
[Collection(nameof(HealthyCluster))]
public sealed class AccessTests(HealthyCluster healthy)
{
    private const string Password = "Only-for-tests-2";
    private readonly TestCluster _cluster = healthy.Cluster;

    [Theory]
    [InlineData("orleans")]
    [InlineData("orleans/")]
    [InlineData("orleans/index.html")]
    [InlineData("orleans/version")]
    [InlineData("orleans/DashboardCounters")]
    [InlineData("orleans/ClusterStats")]
    [InlineData("orleans/GrainTypes")]
    [InlineData("orleans/GrainState?grainType=x&grainId=y")]
    public async Task Dashboard_NotAnAdministrator_IsRefused(string path)
    {
        using var nobody = Bearer(1, null);
        using var operators = Bearer(1, await GrantAsync(["Operator"]));
        using var readers = Bearer(1, await GrantAsync(["Reader"]));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, path));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(readers, path));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(operators, path));
    }

    [Fact]
    public async Task Dashboard_Administrator_SeesItOnEveryNode()
    {
        foreach (var client in _cluster.Clients)
        {
            Assert.Contains("<html", await client.Http.GetStringAsync("orleans/"), StringComparison.OrdinalIgnoreCase);
            using var counters = JsonDocument.Parse(await client.Http.GetStringAsync("orleans/DashboardCounters"));
            Assert.Equal(3, counters.RootElement.GetProperty("hosts").GetArrayLength());
        }
    }

    [Fact]
    public async Task Execute_JobsOfOthers_DoNotExistOnAnyNode()
    {
        await CreateIdentityAsync("ed", "Execute");
        var theirs = await _cluster.Clients[0].CreateJobAsync("where.sh");
        await _cluster.Clients[0].WaitForFinalAsync(theirs.Id);
        using var first = await SignInAsync(0, "ed");
        var own = await first.CreateJobAsync("where.sh");
        await first.WaitForFinalAsync(own.Id);

        for (var i = 0; i < 3; i++)
        {
            using var client = await SignInAsync(i, "ed");
            foreach (var path in (string[])["", "/log", "/output", "/output/live", "/feedback", "/children"])
            {
                Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client.Http, $"api/v1/job/{theirs.Id}{path}"));
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(client.Http, $"api/v1/job/{own.Id}{path}"));
            }

            using (var cancel = await client.Http.PostAsync($"api/v1/job/{theirs.Id}/cancel", null)) Assert.Equal(HttpStatusCode.NotFound, cancel.StatusCode);
            using var list = JsonDocument.Parse(await client.Http.GetStringAsync("api/v1/job"));
            Assert.Equal([own.Id], list.RootElement.GetProperty("page").EnumerateArray().Select(job => job.GetProperty("id").GetInt64()));
        }
    }

    [Fact]
    public async Task Revoke_TokenThatAnotherNodeJustUsed_IsRefusedThereAtOnce()
    {
        using var grant = await GrantDocumentAsync(["Reader"]);
        using var other = Bearer(1, grant.RootElement.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "api/v1/me"));

        using (var revoked = await _cluster.Clients[0].Http.DeleteAsync($"api/v1/apptoken/{grant.RootElement.GetProperty("id").GetInt64()}"))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other, "api/v1/me"));
    }

    [Fact]
    public async Task Cookie_OfOneNode_IsGoodOnTheOthersUntilItsIdentityIsDisabled()
    {
        var id = await CreateIdentityAsync("cora", "Reader");
        using var signIn = Bearer(0, null);
        using var answer = await signIn.PostAsJsonAsync("api/v1/signin", new { username = "cora", password = Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var http = Bearer(1, null);
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        Assert.Contains("\"cora\"", await http.GetStringAsync("api/v1/me"), StringComparison.Ordinal);

        using (var change = await _cluster.Clients[2].Http.PutAsJsonAsync($"api/v1/identity/{id}", new { enabled = false }))
            Assert.Equal(HttpStatusCode.OK, change.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "api/v1/me"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private async Task<long> CreateIdentityAsync(string name, string role)
    {
        using var answer = await _cluster.Clients[0].Http.PostAsJsonAsync("api/v1/identity", new { name, password = Password, roles = new[] { role } });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    private async Task<ApiClient> SignInAsync(int node, string name)
    {
        var client = new ApiClient(_cluster.Nodes[node].Settings.Url);
        await client.SignInAsync(name, Password);
        return client;
    }

    private async Task<string?> GrantAsync(string[] roles)
    {
        using var grant = await GrantDocumentAsync(roles);
        return grant.RootElement.GetProperty("token").GetString();
    }

    private async Task<JsonDocument> GrantDocumentAsync(string[] roles)
    {
        using var answer = await _cluster.Clients[0].Http.PostAsJsonAsync("api/v1/apptoken/grant", new { roles });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
    }

    private HttpClient Bearer(int node, string? token)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _cluster.Nodes[node].Settings.Url };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
