using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>
/// One type without a serializer makes every method of a grain interface throw, at run time only. The calls here go from a client to the silo,
/// so that every argument and result is serialized.
/// </summary>
public sealed class SecurityGrainContractTests
{
    [Fact]
    public async Task EveryMethod_CalledOverTheWire_Answers()
    {
        await using var node = await TestNode.StartAsync();
        await using var client = await RemoteClient.ConnectAsync(node);
        var origin = new RequestOrigin("tester", "127.0.0.1", "n1");
        var called = new HashSet<string>();
        var grains = client.Grains;

        var identities = grains.GetGrain<IIdentitiesGrain>(0);
        Assert.False(await identities.IsSetUp());
        Assert.Equal(IdentityOperationStatus.Done, (await identities.CreateFirst(new("admin", ClusterFixture.Password, []), origin)).Status);
        var created = (await identities.Create(new("bob", ClusterFixture.Password, [Roles.Reader]), origin)).Identity!;
        Assert.Equal(2, (await identities.List(0, 10)).Count);
        Assert.Equal("bob", (await identities.Get(created.Id))!.Name);
        Assert.Equal([Roles.Operator], (await identities.Change(created.Id, new([Roles.Operator]), origin)).Identity!.Roles);
        Covered<IIdentitiesGrain>(called, "IsSetUp", "CreateFirst", "Create", "List", "Get", "Change", "Delete");

        var identity = grains.GetGrain<IIdentityGrain>(IdentityKeys.For("BOB"));
        Assert.Equal(created.Id, (await identity.Get())!.Id);
        var session = (await identity.SignIn(ClusterFixture.Password, origin)).Session!;
        Assert.NotNull(await identity.CheckSession(session.Stamp));
        Assert.Equal(IdentityOperationStatus.Done, await identity.EndSessions(origin));
        Assert.Null(await identity.CheckSession(session.Stamp));
        Assert.Equal(IdentityOperationStatus.Done, (await identity.ChangePassword(ClusterFixture.Password, "battery-staple-43", origin)).Status);
        Assert.Equal(IdentityOperationStatus.Conflict, (await identity.Create(new("bob", null, []), false, origin)).Status);
        Assert.Equal(IdentityOperationStatus.Done, (await identity.Change(new(Unlock: true), origin)).Status);
        Covered<IIdentityGrain>(called, "Get", "SignIn", "CheckSession", "EndSessions", "ChangePassword", "Create", "Change", "Delete");

        var cookie = grains.GetGrain<ISessionGrain>(SessionKeys.For("s1"));
        Assert.False(await cookie.IsEnded());
        await cookie.End();
        await cookie.End();
        Assert.True(await cookie.IsEnded());
        Covered<ISessionGrain>(called, "IsEnded", "End");

        var tokens = grains.GetGrain<IAppTokensGrain>(0);
        var grant = await tokens.Grant(new("bob", [Roles.Reader], [Roles.Administrator], null, "test"), origin);
        Assert.Equal(grant.Token!.Id, Assert.Single(await tokens.List("bob", 0, 10)).Id);
        Assert.Equal("bob", (await tokens.Get(grant.Token.Id))!.Identity);
        var token = grains.GetGrain<IAppTokenGrain>(AppTokenKeys.For(AppTokenKeys.HashOf(grant.Secret!)));
        Assert.Equal([Roles.Reader], (await token.Check())!.Roles);
        Assert.True(await tokens.Revoke(grant.Token.Id, origin));
        Assert.True(await token.Revoke(origin));
        Assert.Null(await token.Check());
        Covered<IAppTokensGrain>(called, "Grant", "List", "Get", "Revoke");
        Covered<IAppTokenGrain>(called, "Check", "Revoke");

        var jobTokens = grains.GetGrain<IJobTokensGrain>(0);
        var job = node.Jobs.Running("bob");
        Assert.Equal(new JobTokenHolder(job.Id, 1, "bob"), await jobTokens.Check(await jobTokens.Grant(job.Id, 1, "bob", TimeSpan.FromHours(1))));
        Covered<IJobTokensGrain>(called, "Grant", "Check");

        var audit = grains.GetGrain<IAuditGrain>(0);
        await audit.Append(origin, "test", "subject", "detail");
        var page = await audit.List(null, 1);
        Assert.Equal(("test", origin), (page.Entries[0].Action, page.Entries[0].Origin));
        Assert.NotNull(page.NextBefore);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => audit.AppendJoined(origin, "joined", $"{i}")));
        var joined = node.Store.Audit.Where(row => row.Action == "joined").ToArray();
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"{i}").Order(),
            joined.SelectMany(row => row.Detail is { } detail ? detail.Split("; ") : [row.Subject!]).Order());
        Covered<IAuditGrain>(called, "Append", "AppendJoined", "List");

        Assert.Equal(Roles.All, (await grains.GetGrain<IRolesGrain>(0).List()).Select(role => role.Name));
        Covered<IRolesGrain>(called, "List");

        Assert.Equal(IdentityOperationStatus.Done, (await identities.Delete(created.Id, origin)).Status);
        Assert.Equal(IdentityOperationStatus.NotFound, (await identity.Delete(origin)).Status);

        // A method that is added to a contract must be added here too.
        var all = typeof(IIdentityGrain).Assembly.GetTypes()
            .Where(type => type is { IsInterface: true, Namespace: "Universal.Security" } && typeof(IGrain).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"));
        Assert.Equal(all.Order(), called.Order());
    }

    private static void Covered<TGrain>(HashSet<string> called, params string[] methods) =>
        called.UnionWith(methods.Select(method => $"{typeof(TGrain).Name}.{method}"));
}
