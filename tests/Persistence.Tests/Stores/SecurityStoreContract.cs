using Universal.Persistence.Security;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteSecurityStoreTests(SqliteFixture fixture) : SecurityStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlSecurityStoreTests(PostgreSqlFixture fixture) : SecurityStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ISecurityStore"/> promises, on every engine.</summary>
public abstract class SecurityStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ISecurityStore Store => fixture.Security;

    private static IdentityRow Identity(string name) => new() { Name = name, SecurityStamp = "s", Roles = ["User"], CreatedAt = Noon };

    private static AppTokenRow Token(string identity, long? job = null) => new()
    {
        Hash = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"), Identity = identity, CreatedAt = Noon, JobId = job, Roles = ["Reader"],
    };

    private static void AssertSame(IdentityRow expected, IdentityRow? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Roles, actual.Roles);
        Assert.Equal(expected with { Roles = [] }, actual with { Roles = [] });
    }

    private static void AssertSame(AppTokenRow expected, AppTokenRow? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Roles, actual.Roles);
        Assert.Equal(expected with { Roles = [] }, actual with { Roles = [] });
    }

    [Fact]
    public async Task InsertIdentity_New_IsFoundInAnyLetterCase()
    {
        var stored = await Store.InsertIdentityAsync(Identity("Ämy") with
        {
            PasswordHash = "h", Enabled = false, FailedSignIns = 3, LockedUntil = Noon.AddHours(1), LastSignInAt = Noon, Roles = ["A", "B"],
        });

        Assert.NotNull(stored);
        Assert.Equal(1, stored.Version);
        AssertSame(stored, await Store.GetIdentityAsync("äMY"));
        AssertSame(stored, await Store.GetIdentityByIdAsync(stored.Id));
        Assert.Null(await Store.GetIdentityAsync("nobody"));
        Assert.Null(await Store.GetIdentityByIdAsync(long.MaxValue));
    }

    [Fact]
    public async Task Token_GrantedByAnother_KnowsIt()
    {
        var parent = await Store.InsertTokenAsync(Token("Parent"));
        var child = await Store.InsertTokenAsync(Token("Parent") with { ParentId = parent.Id });
        Assert.Equal(parent.Id, (await Store.GetTokenByHashAsync(child.Hash))!.ParentId);
        Assert.Null((await Store.GetTokenAsync(parent.Id))!.ParentId);
    }

    [Fact]
    public async Task Session_Ended_StaysSoUntilItIsForgotten()
    {
        var id = Guid.NewGuid().ToString("N");
        Assert.False(await Store.IsSessionEndedAsync(id));
        await Store.EndSessionAsync(id, Noon);
        await Store.EndSessionAsync(id, Noon.AddHours(1));
        Assert.True(await Store.IsSessionEndedAsync(id));
        Assert.Equal(0, await Store.TrimSessionsAsync(Noon, 10));
        Assert.Equal(1, await Store.TrimSessionsAsync(Noon.AddSeconds(1), 10));
        Assert.False(await Store.IsSessionEndedAsync(id));
    }

    [Fact]
    public async Task Audit_Trim_DeletesTheOldestInSlices()
    {
        var old = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Store.TrimAuditAsync(DateTimeOffset.MaxValue.AddYears(-1000), 500);
        foreach (var day in Enumerable.Range(0, 5)) await Store.AppendAuditAsync(new AuditRow(0, old.AddDays(day), null, "trim.test", null, null, null, null));
        Assert.Equal(2, await Store.TrimAuditAsync(old.AddDays(3), 2));
        Assert.Equal(1, await Store.TrimAuditAsync(old.AddDays(3), 2));
        Assert.Equal(0, await Store.TrimAuditAsync(old.AddDays(3), 2));
        Assert.Equal([old.AddDays(4), old.AddDays(3)], (await Store.ListAuditAsync(null, 500)).Where(row => row.Action == "trim.test").Select(row => row.Time));
    }

    [Fact]
    public async Task InsertIdentity_NameTakenInOtherLetterCase_GivesNull()
    {
        Assert.NotNull(await Store.InsertIdentityAsync(Identity("Bert")));

        Assert.Null(await Store.InsertIdentityAsync(Identity("bERT")));
    }

    [Fact]
    public async Task UpdateIdentity_StaleVersion_IsRefused()
    {
        var stored = (await Store.InsertIdentityAsync(Identity("Carl")))!;
        var changed = stored with { Version = 2, Roles = ["X"], PasswordHash = "new", Enabled = false };

        Assert.True(await Store.UpdateIdentityAsync(changed));
        Assert.False(await Store.UpdateIdentityAsync(changed));
        AssertSame(changed, await Store.GetIdentityAsync("carl"));
    }

    [Fact]
    public async Task ListIdentities_InPages_GivesEachOnce()
    {
        for (var i = 0; i < 5; i++) Assert.NotNull(await Store.InsertIdentityAsync(Identity("page" + i)));
        var seen = new List<IdentityRow>();
        while (true)
        {
            var page = await Store.ListIdentitiesAsync(seen.Count == 0 ? 0 : seen[^1].Id, 2);
            if (page.Count == 0) break;
            seen.AddRange(page);
        }

        Assert.Equal(5, seen.Count(identity => identity.Name.StartsWith("page", StringComparison.Ordinal)));
        Assert.Equal(seen.Select(identity => identity.Id).Distinct().Order(), seen.Select(identity => identity.Id));
        Assert.True(await Store.AnyIdentityAsync());
    }

    [Fact]
    public async Task DeleteIdentity_TakesItsTokensAlong()
    {
        Assert.NotNull(await Store.InsertIdentityAsync(Identity("Dora")));
        var token = await Store.InsertTokenAsync(Token("dora"));
        var other = await Store.InsertTokenAsync(Token("dorian"));

        Assert.True(await Store.DeleteIdentityAsync("DORA"));
        Assert.False(await Store.DeleteIdentityAsync("DORA"));

        Assert.Null(await Store.GetTokenAsync(token.Id));
        Assert.NotNull(await Store.GetTokenAsync(other.Id));
    }

    [Fact]
    public async Task InsertToken_ManyAtOnce_EachGetsItsOwnNumber()
    {
        var tokens = Enumerable.Range(0, 50).Select(i => Token("emil", i)).ToList();

        var stored = await Task.WhenAll(tokens.Select(token => Store.InsertTokenAsync(token)));

        Assert.Equal(50, stored.Select(token => token.Id).Distinct().Count());
        foreach (var token in stored) AssertSame(token, await Store.GetTokenByHashAsync(token.Hash));
        Assert.Empty(await Store.ListTokensAsync("emil", 0, 100));
    }

    [Fact]
    public async Task InsertToken_Repeated_GivesTheStoredOne()
    {
        var token = Token("fred") with { Description = "d", ExpiresAt = Noon.AddDays(1), CreatedBy = "fred" };
        var stored = await Store.InsertTokenAsync(token);

        AssertSame(stored, await Store.InsertTokenAsync(token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.InsertTokenAsync(token with { Identity = "mallory" }));
    }

    [Fact]
    public async Task ListTokens_OfAnIdentity_GivesPeoplesTokensInPages()
    {
        var first = await Store.InsertTokenAsync(Token("Gil"));
        var second = await Store.InsertTokenAsync(Token("gil"));
        await Store.InsertTokenAsync(Token("gil", 5));
        await Store.InsertTokenAsync(Token("hal"));

        Assert.Equal([first.Id, second.Id], (await Store.ListTokensAsync("GIL", 0, 10)).Select(token => token.Id));
        Assert.Equal([second.Id], (await Store.ListTokensAsync("GIL", first.Id, 10)).Select(token => token.Id));
        Assert.Equal([first.Id], (await Store.ListTokensAsync("GIL", 0, 1)).Select(token => token.Id));
        Assert.Contains(await Store.ListTokensAsync(null, 0, 500), token => token.Identity == "hal");
    }

    [Fact]
    public async Task RevokeToken_Twice_SecondIsFalse()
    {
        var token = await Store.InsertTokenAsync(Token("ida"));

        Assert.True(await Store.RevokeTokenAsync(token.Id, Noon));
        Assert.False(await Store.RevokeTokenAsync(token.Id, Noon.AddDays(1)));
        Assert.Equal(Noon, (await Store.GetTokenAsync(token.Id))!.RevokedAt);
    }

    [Fact]
    public async Task ListAudit_InPages_NewestFirst()
    {
        for (var i = 0; i < 3; i++) await Store.AppendAuditAsync(new AuditRow(0, Noon.AddMinutes(i), "jo", "test.act", $"s{i}", "d\0", "n", "::1"));
        await Store.AppendAuditAsync(new AuditRow(0, Noon, null, "test.act", null, null, null, null));

        var page = await Store.ListAuditAsync(null, 2);
        var next = await Store.ListAuditAsync(page[^1].Id, 2);

        Assert.Equal(new AuditRow(page[0].Id, Noon, null, "test.act", null, null, null, null), page[0]);
        Assert.Equal(new AuditRow(page[1].Id, Noon.AddMinutes(2), "jo", "test.act", "s2", "d\uFFFD", "n", "::1"), page[1]);
        Assert.Equal(["s1", "s0"], next.Select(row => row.Subject));
    }
}
