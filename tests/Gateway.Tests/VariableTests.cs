using System.Net;
using System.Net.Http.Headers;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>Variables and secrets over REST.</summary>
public sealed class VariableTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Variable_FromItsCreationToItsEnd()
    {
        using var admin = cluster.As(Roles.Administrator);
        var name = $"v{Guid.NewGuid():N}";
        var created = await admin.PostAsync("/api/v1/variable", new { name, inputObject = new { a = 1 }, type = "System.Object", environment = new[] { "Ops" }, role = new[] { "Ops" }, database = true });
        Assert.Equal((HttpStatusCode.Created, "/api/v1/variable/7"), (created.Status, created.Message.Headers.Location!.ToString()));
        Assert.Equal("""{"a":1}""", created.Json.GetProperty("value").GetRawText());
        Assert.Equal(("Ops", "Ops"), (created.Json.GetProperty("environment")[0].GetString(), created.Json.GetProperty("role")[0].GetString()));
        var again = await admin.PostAsync("/api/v1/variable", new { name, value = 2 });
        Assert.Equal((HttpStatusCode.Conflict, "variable_exists"), (again.Status, again.Code));
        Assert.Equal(2, (await admin.PostAsync("/api/v1/variable", new { name, value = 2, force = true })).Json.GetProperty("value").GetInt32());
        Assert.Equal(3, (await admin.PutAsync($"/api/v1/variable/{name}", new { value = 3 })).Json.GetProperty("value").GetInt32());
        Assert.Equal("Administrator-identity", (await admin.GetAsync($"/api/v1/variable/{name}")).Json.GetProperty("changedBy").GetString());
        Assert.Contains(name, (await admin.GetAsync("/api/v1/variable")).Body);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/variable/{name}?removeSecret=true")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"/api/v1/variable/{name}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PutAsync($"/api/v1/variable/{name}", new { value = 3 })).Status);
    }

    [Fact]
    public async Task Change_Refused_SaysWhy()
    {
        using var admin = cluster.As(Roles.Administrator);
        var declared = await admin.PostAsync("/api/v1/variable", new { name = "InRepository" });
        Assert.Equal((HttpStatusCode.Conflict, "in_repository"), (declared.Status, declared.Code));
        Assert.Contains("x.ps1", declared.Body);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync("/api/v1/variable", new { value = 1 })).Status);
    }

    [Theory]
    [InlineData("Text", HttpStatusCode.OK, null)]
    [InlineData("Credential", HttpStatusCode.OK, null)]
    [InlineData("Empty", HttpStatusCode.Conflict, "secret_without_value")]
    [InlineData("Refused", HttpStatusCode.Forbidden, "secret_refused")]
    [InlineData("Unknown", HttpStatusCode.NotFound, "not_found")]
    [InlineData("NoKey", HttpStatusCode.ServiceUnavailable, "secrets_unavailable")]
    public async Task Read_Secret_AnswersAndIsAudited(string name, HttpStatusCode status, string? code)
    {
        using var admin = cluster.As(Roles.Administrator);
        var answer = await admin.PostAsync($"/api/v1/secret/{name}/value");
        Assert.Equal(status, answer.Status);
        if (code is not null) Assert.Equal(code, answer.Code);
        else Assert.Equal((FakeVariablesGrain.Needle, "no-store"), (answer.Json.GetProperty("value").GetString(), answer.Message.Headers.CacheControl!.ToString()));

        var audit = (await admin.GetAsync("/api/v1/audit?take=500")).Body;
        Assert.DoesNotContain(FakeVariablesGrain.Needle, audit);
        if (status == HttpStatusCode.OK) Assert.Contains("secret.read", audit);
        if (status == HttpStatusCode.Forbidden) Assert.Contains("secret.refused", audit);
    }

    [Fact]
    public async Task Value_GivenToTheVault_IsInNoAnswerAndNoAudit()
    {
        using var admin = cluster.As(Roles.Administrator);
        var name = $"s{Guid.NewGuid():N}";
        var created = await admin.PostAsync("/api/v1/variable", new { name, vault = "Database", value = FakeVariablesGrain.Needle });
        Assert.True(created.Json.GetProperty("hasValue").GetBoolean());
        var changed = await admin.PutAsync($"/api/v1/variable/{name}", new { vault = "Database", value = FakeVariablesGrain.Needle });
        var broken = await admin.PostAsync("/api/v1/variable", $$"""{"name":"x","value":"{{FakeVariablesGrain.Needle}}","role":5}""");
        Assert.Equal(HttpStatusCode.BadRequest, broken.Status);
        foreach (var text in new[] { created.Body, changed.Body, broken.Body, (await admin.GetAsync("/api/v1/variable")).Body, (await admin.GetAsync("/api/v1/audit?take=500")).Body })
            Assert.DoesNotContain(FakeVariablesGrain.Needle, text);
    }

    [Fact]
    public async Task Value_ThatIsNoUtf8_IsTheCallersFault()
    {
        using var admin = cluster.As(Roles.Administrator);
        byte[] body = [.. "{\"name\":\"bytes\",\"value\":\""u8, 0xff, .. "\"}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var created = await admin.Http.PostAsync("/api/v1/variable", content);
        Assert.Equal(HttpStatusCode.BadRequest, created.StatusCode);
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Execute)]
    [InlineData(Roles.Reader)]
    public async Task Read_ByOthersThanAdministrators_IsForbidden(string role)
    {
        using var client = cluster.As(role);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/v1/secret/Text/value")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsync("/api/v1/variable/Text", new { value = 1 })).Status);
    }

    [Fact]
    public async Task Key_IsDescribedWithoutItself()
    {
        using var reader = cluster.As(Roles.Reader);
        var key = (await reader.GetAsync("/api/v1/secret")).Json;
        Assert.Equal(("n1", "abc", 3), (key.GetProperty("node").GetString(), key.GetProperty("keyId").GetString(), key.GetProperty("remaining").GetInt32()));
    }
}
