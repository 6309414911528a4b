using System.Net;
using Universal.Gateway.Tests.Hosting;
using Universal.Grains.Security;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class IdentityTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData("""{"name":"","roles":[]}""", "name")]
    [InlineData("""{"name":"a/b","roles":[]}""", "name")]
    [InlineData("""{"name":"fine","roles":["Sorcerer"]}""", "roles")]
    [InlineData("""{"name":"fine","password":"onlyletters-here","roles":[]}""", "password")]
    [InlineData("""{"name":"fine","password":"nosymbols1234","roles":[]}""", "password")]
    [InlineData("""{"name":"fine","password":"sh0rt-one","roles":[]}""", "password")]
    public async Task Create_WithWrongValues_SaysWhich(string body, string field)
    {
        using var admin = cluster.As(Roles.Administrator);
        var answer = await admin.PostAsync("/api/v1/identity", body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (answer.Status, answer.Code));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Body);
    }

    [Fact]
    public async Task Create_NameTakenInOtherCase_IsAConflict()
    {
        var (name, _) = await cluster.NewIdentityAsync();
        using var admin = cluster.As(Roles.Administrator);
        var answer = await admin.PostAsync("/api/v1/identity", new { name = name.ToUpperInvariant() });
        Assert.Equal((HttpStatusCode.Conflict, "name_taken"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task LastAdministrator_CannotBeRemovedDemotedOrDisabled()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = node.Client();
        var id = (await admin.PostAsync("/api/v1/setup", new { username = "admin", password = ClusterFixture.Password })).Json.GetProperty("id").GetInt64();
        await admin.SignInAsync("admin", ClusterFixture.Password);

        var answers = new[]
        {
            await admin.DeleteAsync($"/api/v1/identity/{id}"),
            await admin.PutAsync($"/api/v1/identity/{id}", new { roles = new[] { Roles.Reader } }),
            await admin.PutAsync($"/api/v1/identity/{id}", new { enabled = false }),
        };

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Conflict, "last_administrator"), (answer.Status, answer.Code)));
    }

    [Fact]
    public async Task Password_OfTheTokensOwnIdentity_TakesASession()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Administrator);
        var (_, secret) = await cluster.NewTokenAsync(name);
        var (_, other) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client(secret);

        var own = await client.PutAsync($"/api/v1/identity/{id}", new { password = "battery-staple-43" });
        var others = await client.PutAsync($"/api/v1/identity/{other}", new { password = "battery-staple-43" });
        var enabled = await client.PutAsync($"/api/v1/identity/{id}", new { enabled = true });

        Assert.Equal((HttpStatusCode.Forbidden, "session_required"), (own.Status, own.Code));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (others.Status, enabled.Status));
    }

    [Fact]
    public async Task Identity_Unknown_AnswersNotFound()
    {
        using var admin = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/v1/identity/424242")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PutAsync("/api/v1/identity/424242", new { enabled = false })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync("/api/v1/identity/424242")).Status);
    }

    [Fact]
    public async Task Audit_OfChanges_SaysWhoWhatAndFromWhere()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var admin = cluster.As(Roles.Administrator);

        var page = await admin.GetAsync("/api/v1/audit?take=500");
        var line = page.Json.GetProperty("page").EnumerateArray().First(entry => entry.GetProperty("subject").GetString() == name);

        Assert.Equal("identity.create", line.GetProperty("action").GetString());
        Assert.Equal("Administrator-identity", line.GetProperty("identity").GetString());
        Assert.Equal("127.0.0.1", line.GetProperty("address").GetString());
        Assert.Equal("test-node", line.GetProperty("node").GetString());
        Assert.DoesNotContain(ClusterFixture.Password, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Lockout_WhenItHasEnded_CountsAnew()
    {
        var options = new SecurityOptions();
        var now = DateTimeOffset.UnixEpoch;
        var row = new IdentityRow { Name = "a", SecurityStamp = "s" };
        for (var i = 0; i < 100; i++) row = IdentityRules.AfterFailure(row, now, options);

        Assert.True(IdentityRules.IsLockedOut(row, now + options.LockoutTime - TimeSpan.FromTicks(1)));
        Assert.False(IdentityRules.IsLockedOut(row, now + options.LockoutTime));
        Assert.Equal((1, null), (IdentityRules.AfterFailure(row, now + options.LockoutTime, options).FailedSignIns, IdentityRules.AfterFailure(row, now + options.LockoutTime, options).LockedUntil));
    }

    [Theory]
    [InlineData("Administrator", "Administrator Operator Execute Reader User")]
    [InlineData("Operator", "Operator Execute Reader User")]
    [InlineData("Execute", "Execute User")]
    [InlineData("Reader", "Reader User")]
    [InlineData("User", "User")]
    public void Roles_Cover(string held, string covered) =>
        Assert.Equal(covered, string.Join(' ', Roles.All.Where(role => Roles.Covers([held.ToLowerInvariant()], role))));
}
