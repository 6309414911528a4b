using System.Net;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class TokenTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Grant_ShowsTheSecretOnceAndStoresItsHash()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Operator);
        using var admin = cluster.As(Roles.Administrator);

        var granted = await admin.PostAsync("/api/v1/apptoken/grant", new { identity = new { name }, role = "Reader", description = "for a test" });
        var id = granted.Json.GetProperty("id").GetInt64();
        var secret = granted.Json.GetProperty("token").GetString()!;
        var read = await admin.GetAsync($"/api/v1/apptoken/{id}");
        var row = await cluster.Node.Store.GetTokenAsync(id, default);

        Assert.StartsWith("unv_", secret, StringComparison.Ordinal);
        Assert.Equal(47, secret.Length);
        Assert.Equal(JsonValueKind.Null, read.Json.GetProperty("token").ValueKind);
        Assert.Equal(name, read.Json.GetProperty("identity").GetProperty("name").GetString());
        Assert.Equal(AppTokenKeys.HashOf(secret), row!.Hash);
        using var client = cluster.Node.Client(secret);
        Assert.Equal([Roles.Reader], (await client.GetAsync("/api/v1/me")).Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/v1/script/7")).Status);
    }

    [Theory]
    [InlineData("unv_0000000000000000000000000000000000000000000")]
    [InlineData("unvj_forged")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.x")]
    [InlineData("x")]
    public async Task Token_Wrong_IsRefused(string token)
    {
        using var client = cluster.Node.Client(token);
        var answer = await client.GetAsync("/api/v1/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "not_signed_in"), (answer.Status, answer.Code));
        Assert.Contains("invalid_token", answer.Message.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Expired_IsRefused()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Operator);
        var secret = AppTokenKeys.NewSecret();
        await cluster.Node.Store.InsertTokenAsync(
            new AppTokenRow { Hash = AppTokenKeys.HashOf(secret), Identity = name, Roles = [Roles.Operator], ExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1) },
            default);

        using var client = cluster.Node.Client(secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Token_Revoked_IsRefusedAndItsRepeatIsHarmless(string method)
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Operator);
        var (id, secret) = await cluster.NewTokenAsync(name);
        using var client = cluster.Node.Client(secret);
        using var admin = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);

        var path = method == "POST" ? $"/api/v1/apptoken/{id}/revoke" : $"/api/v1/apptoken/{id}";
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync(new(method), path, null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync(new(method), path, null)).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
        Assert.True((await admin.GetAsync($"/api/v1/apptoken/{id}")).Json.GetProperty("revoked").GetBoolean());
        Assert.Single(cluster.Node.Store.Audit, row => row.Action == "apptoken.revoke" && row.Subject == $"{id} of {name}");
    }

    [Fact]
    public async Task Token_OfDisabledIdentity_IsRefusedUntilItIsEnabled()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Operator);
        var (_, secret) = await cluster.NewTokenAsync(name);
        using var client = cluster.Node.Client(secret);
        using var admin = cluster.As(Roles.Administrator);

        await admin.PutAsync($"/api/v1/identity/{id}", new { enabled = false });
        var disabled = await client.GetAsync("/api/v1/me");
        await admin.PutAsync($"/api/v1/identity/{id}", new { enabled = true });

        Assert.Equal(HttpStatusCode.Unauthorized, disabled.Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Token_OfDeletedIdentity_StaysDeadWhenTheNameIsTakenAgain()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Operator);
        var (_, secret) = await cluster.NewTokenAsync(name);
        using var client = cluster.Node.Client(secret);
        using var admin = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/identity/{id}")).Status);
        var again = await admin.PostAsync("/api/v1/identity", new { name, password = ClusterFixture.Password, roles = new[] { Roles.Operator } });

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Token_OfIdentityThatLosesARole_LosesItToo()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Operator);
        var (_, secret) = await cluster.NewTokenAsync(name);
        using var client = cluster.Node.Client(secret);
        using var admin = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/script")).Status);

        await admin.PutAsync($"/api/v1/identity/{id}", new { roles = new[] { Roles.Execute } });

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/script")).Status);
    }

    [Fact]
    public async Task Token_GrantedByAToken_EndsNoLaterAndWithIt()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Administrator);
        using var admin = cluster.As(Roles.Administrator);
        var parent = await admin.PostAsync("/api/v1/apptoken/grant", new { identity = name, expiration = TimeProvider.System.GetUtcNow().AddDays(2) });
        using var holder = cluster.Node.Client(parent.Json.GetProperty("token").GetString());
        var longer = await holder.PostAsync("/api/v1/apptoken/grant", new { expiration = TimeProvider.System.GetUtcNow().AddDays(3) });
        var child = await holder.PostAsync("/api/v1/apptoken/grant", new { });
        using var second = cluster.Node.Client(child.Json.GetProperty("token").GetString());
        using var third = cluster.Node.Client((await second.PostAsync("/api/v1/apptoken/grant", new { })).Json.GetProperty("token").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, longer.Status);
        Assert.Equal(parent.Json.GetProperty("expiration").GetDateTimeOffset(), child.Json.GetProperty("expiration").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.OK, (await third.GetAsync("/api/v1/me")).Status);
        await admin.DeleteAsync($"/api/v1/apptoken/{parent.Json.GetProperty("id").GetInt64()}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await third.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Token_RevokesNoTokenWithMoreRoles_ButASessionDoes()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Administrator);
        var (id, _) = await cluster.NewTokenAsync(name);
        using var admin = cluster.As(Roles.Administrator);
        var limited = await admin.PostAsync("/api/v1/apptoken/grant", new { identity = name, role = Roles.Reader });
        using var reader = cluster.Node.Client(limited.Json.GetProperty("token").GetString());
        using var session = cluster.Node.Client();
        await session.SignInAsync(name, ClusterFixture.Password);

        var refused = await reader.DeleteAsync($"/api/v1/apptoken/{id}");

        Assert.Equal((HttpStatusCode.Forbidden, "session_required"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.NoContent, (await session.DeleteAsync($"/api/v1/apptoken/{id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync($"/api/v1/apptoken/{limited.Json.GetProperty("id").GetInt64()}")).Status);
    }

    [Fact]
    public async Task Grant_BeyondOwnRoles_IsRefused()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Administrator);
        using var admin = cluster.As(Roles.Administrator);
        var scoped = (await admin.PostAsync("/api/v1/apptoken/grant", new { identity = name, role = Roles.Reader })).Json.GetProperty("token").GetString();
        using var reader = cluster.Node.Client(scoped);
        using var execute = cluster.Node.Client();
        await execute.SignInAsync("Execute-identity", ClusterFixture.Password);

        var beyondScope = await reader.PostAsync("/api/v1/apptoken/grant", new { role = Roles.Administrator });
        var beyondIdentity = await execute.PostAsync("/api/v1/apptoken/grant", new { role = Roles.Operator });
        var forOther = await execute.PostAsync("/api/v1/apptoken/grant", new { identity = name });
        var byId = await execute.GetAsync($"/api/v1/apptoken/grant/{cluster.IdentityIds[Roles.Administrator]}");

        Assert.Equal((HttpStatusCode.Forbidden, "session_required"), (beyondScope.Status, beyondScope.Code));
        Assert.Equal(HttpStatusCode.BadRequest, beyondIdentity.Status);
        Assert.Equal(HttpStatusCode.Forbidden, forOther.Status);
        Assert.Equal(HttpStatusCode.Forbidden, byId.Status);
    }

    [Theory]
    [InlineData("""{"expiration":"2001-01-01T00:00:00Z"}""", "expiration")]
    [InlineData("""{"expiration":"2999-01-01T00:00:00Z"}""", "expiration")]
    [InlineData("""{"roles":["Sorcerer"]}""", "roles")]
    public async Task Grant_WithWrongValues_SaysWhich(string body, string field)
    {
        using var admin = cluster.As(Roles.Administrator);
        var answer = await admin.PostAsync("/api/v1/apptoken/grant", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Body);
    }

    [Fact]
    public async Task List_ForOthersThanAdministrators_ShowsOnlyTheirOwn()
    {
        using var execute = cluster.As(Roles.Execute);
        using var admin = cluster.As(Roles.Administrator);

        var own = (await execute.GetAsync("/api/v1/apptoken?identity=Administrator-identity")).Json.EnumerateArray().ToArray();
        var all = (await admin.GetAsync("/api/v1/apptoken")).Json.EnumerateArray().ToArray();
        var foreign = all.First(token => token.GetProperty("identity").GetProperty("name").GetString() == "Administrator-identity").GetProperty("id").GetInt64();

        Assert.NotEmpty(own);
        Assert.All(own, token => Assert.Equal("Execute-identity", token.GetProperty("identity").GetProperty("name").GetString()));
        Assert.True(all.Length > own.Length);
        Assert.Equal(HttpStatusCode.NotFound, (await execute.GetAsync($"/api/v1/apptoken/{foreign}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await execute.DeleteAsync($"/api/v1/apptoken/{foreign}")).Status);
    }

    [Fact]
    public async Task GrantToIdentity_InPsusForm_GivesItsRoles()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Operator, Roles.Reader);
        using var admin = cluster.As(Roles.Administrator);

        var granted = (await admin.GetAsync($"/api/v1/apptoken/grant/{id}")).Json;

        Assert.Equal(name, granted.GetProperty("identity").GetProperty("name").GetString());
        Assert.Equal("Operator, Reader", granted.GetProperty("role").GetString());
        Assert.False(granted.GetProperty("revoked").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/v1/apptoken/grant/424242")).Status);
    }

    [Fact]
    public async Task Token_InQueryString_IsNotRead()
    {
        using var client = cluster.Node.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"/api/v1/me?access_token={cluster.Token(Roles.Reader)}")).Status);
    }
}
