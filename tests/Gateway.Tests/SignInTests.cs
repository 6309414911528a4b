using System.Net;
using System.Text.Json;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

public sealed class SignInTests(ClusterFixture cluster)
{
    [Fact]
    public async Task SignIn_WithPassword_SetsCookieThatIsGood()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Operator);
        using var client = cluster.Node.Client();

        var answer = await client.SignInAsync(name.ToUpperInvariant(), ClusterFixture.Password);
        var me = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var cookie = Assert.Single(answer.Message.Headers.GetValues("Set-Cookie"), set => set.StartsWith("universal=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(name, me.Json.GetProperty("name").GetString());
        Assert.Equal(id, me.Json.GetProperty("id").GetInt64());
        Assert.Equal([Roles.Operator], me.Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Fact]
    public async Task SignIn_UnknownNameAndWrongPassword_AnswerTheSame()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();

        var wrong = await client.SignInAsync(name, "not-the-password-1");
        var unknown = await client.SignInAsync(cluster.NewName(), "not-the-password-1");

        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (wrong.Status, wrong.Code));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Status);
        Assert.Equal(wrong.Json.GetProperty("detail").GetString(), unknown.Json.GetProperty("detail").GetString());
        Assert.False(wrong.Message.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task SignIn_AfterFiveFailures_IsLockedOutEvenWithTheRightPassword()
    {
        var (name, id) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        for (var i = 0; i < 5; i++) await client.SignInAsync(name, "not-the-password-1");

        var locked = await client.SignInAsync(name, ClusterFixture.Password);
        using var admin = cluster.As(Roles.Administrator);
        var seen = await admin.GetAsync($"/api/v1/identity/{id}");
        var unlocked = await admin.PutAsync($"/api/v1/identity/{id}", new { unlock = true });
        var after = await client.SignInAsync(name, ClusterFixture.Password);

        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (locked.Status, locked.Code));
        // Others than the address that guessed may sign in.
        Assert.Equal(JsonValueKind.Null, seen.Json.GetProperty("lockedUntil").ValueKind);
        Assert.Equal(HttpStatusCode.OK, unlocked.Status);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Contains(cluster.Node.Store.Audit, row => row.Action == "identity.lockout" && row.Subject == name);
    }

    [Fact]
    public async Task SignIn_TooOftenForOneName_IsRefusedBeforeThePasswordIsLookedAt()
    {
        var name = cluster.NewName();
        using var client = cluster.Node.Client();
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 11; i++) answers.Add(await client.SignInAsync(name, "not-the-password-1"));

        Assert.All(answers[..10], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many"), (answers[10].Status, answers[10].Code));
        Assert.NotNull(answers[10].Message.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignIn_WithoutFields_AnswersUnauthorized()
    {
        using var client = cluster.Node.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/v1/signin", "{}")).Status);
    }

    [Fact]
    public async Task ChangePassword_EndsOtherSessionsAndKeepsThisOne()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var here = cluster.Node.Client();
        using var elsewhere = cluster.Node.Client();
        await here.SignInAsync(name, ClusterFixture.Password);
        await elsewhere.SignInAsync(name, ClusterFixture.Password);

        var changed = await here.PutAsync("/api/v1/me/password", new { currentPassword = ClusterFixture.Password, newPassword = "battery-staple-43" });

        Assert.Equal(HttpStatusCode.NoContent, changed.Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.SignInAsync(name, ClusterFixture.Password)).Status);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.SignInAsync(name, "battery-staple-43")).Status);
    }

    [Theory]
    [InlineData("not-the-password-1", "battery-staple-43", "currentPassword")]
    [InlineData(ClusterFixture.Password, "weak", "newPassword")]
    public async Task ChangePassword_WrongOrWeak_SaysWhich(string current, string replacement, string field)
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        await client.SignInAsync(name, ClusterFixture.Password);

        var answer = await client.PutAsync("/api/v1/me/password", new { currentPassword = current, newPassword = replacement });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Body);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsAllSessionsAndKeepsTokens()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        var (_, secret) = await cluster.NewTokenAsync(name);
        using var here = cluster.Node.Client();
        using var elsewhere = cluster.Node.Client();
        await here.SignInAsync(name, ClusterFixture.Password);
        await elsewhere.SignInAsync(name, ClusterFixture.Password);

        Assert.Equal(HttpStatusCode.NoContent, (await here.PostAsync("/api/v1/me/signout")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.GetAsync("/api/v1/me")).Status);
        using var token = cluster.Node.Client(secret);
        Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task SignOut_CopyOfTheCookie_IsGoodNowhere()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        using var other = cluster.Node.Client();
        await client.SignInAsync(name, ClusterFixture.Password);
        await other.SignInAsync(name, ClusterFixture.Password);
        using var copy = cluster.Node.Client(address: await cluster.Node.AddGatewayAsync());
        foreach (System.Net.Cookie cookie in client.Cookies.GetCookies(cluster.Node.Address)) copy.Cookies.Add(copy.Http.BaseAddress!, new Cookie(cookie.Name, cookie.Value, "/"));
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/v1/signout")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await copy.GetAsync("/api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task SignIn_FromABrowserThatIsKnown_IsNotLockedOutByStrangers()
    {
        const string name = "owner";
        await using var node = await TestNode.StartAsync(("Security:LockoutFailures", "1"));
        using var known = node.Client();
        await known.PostAsync("/api/v1/setup", new { username = name, password = ClusterFixture.Password });
        await known.SignInAsync(name, ClusterFixture.Password);
        var grain = node.Grains.GetGrain<IIdentityGrain>(IdentityKeys.For(name));
        for (var i = 0; i < 24; i++) await grain.SignIn("not-the-password-1", new RequestOrigin(null, $"198.51.100.{i % 21}"));

        // One more address of many is not let in; the browser is, and so is its address without the cookie.
        Assert.Equal(SignInStatus.LockedOut, (await grain.SignIn(ClusterFixture.Password, new RequestOrigin(null, "203.0.113.9"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await known.SignInAsync(name, ClusterFixture.Password)).Status);
        using var without = node.Client();
        Assert.Equal(HttpStatusCode.OK, (await without.SignInAsync(name, ClusterFixture.Password)).Status);
        // The failures of one address are a line, not a flood.
        Assert.Equal(22, node.Store.Audit.Count(row => row.Action == "signin.fail"));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/me/password")]
    [InlineData("POST", "/api/v1/me/signout")]
    public async Task Session_IsNeededForWhatATokenMustNotDo(string method, string path)
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        var (_, secret) = await cluster.NewTokenAsync(name);
        using var client = cluster.Node.Client(secret);

        var body = method == "PUT" ? new { currentPassword = ClusterFixture.Password, newPassword = "battery-staple-43" } : null;
        var answer = await client.SendAsync(new(method), path, body);

        Assert.Equal((HttpStatusCode.Forbidden, "session_required"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task SignIn_NameOfAMegabyte_IsRefusedAndNotKept()
    {
        using var client = cluster.Node.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SignInAsync(new string('n', 500_000), "not-the-password-1")).Status);
    }

    [Fact]
    public async Task SignOut_RemovesTheCookie()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        await client.SignInAsync(name, ClusterFixture.Password);

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/v1/signout")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task Session_OfIdentityThatIsDisabledOrChangesRole_EndsAtOnce()
    {
        using var admin = cluster.As(Roles.Administrator);
        foreach (object change in new object[] { new { enabled = false }, new { roles = new[] { Roles.Reader } } })
        {
            var (name, id) = await cluster.NewIdentityAsync(Roles.Operator);
            using var client = cluster.Node.Client();
            await client.SignInAsync(name, ClusterFixture.Password);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).Status);

            await admin.PutAsync($"/api/v1/identity/{id}", change);

            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
        }
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.NoContent)]
    [InlineData("Origin", "SELF", HttpStatusCode.NoContent)]
    public async Task CookieRequest_ThatChangesSomething_MustComeFromTheSameOrigin(string header, string value, HttpStatusCode expected)
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        await client.SignInAsync(name, ClusterFixture.Password);
        var origin = value == "SELF" ? cluster.Node.Address.GetLeftPart(UriPartial.Authority) : value;

        Assert.Equal(expected, (await client.PostAsync("/api/v1/signout", null, (header, origin))).Status);
    }

    [Fact]
    public async Task GrantByGet_WithCookieFromAnotherOrigin_IsRefused()
    {
        var (name, _) = await cluster.NewIdentityAsync(Roles.Reader);
        using var client = cluster.Node.Client();
        await client.SignInAsync(name, ClusterFixture.Password);

        var answer = await client.GetAsync("/api/v1/apptoken/grant", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal((HttpStatusCode.Forbidden, "cross_origin"), (answer.Status, answer.Code));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/apptoken/grant")).Status);
    }
}
