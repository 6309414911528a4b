using System.Net;
using Universal.Security;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>A set-up node whose git is a class's own.</summary>
public sealed class GitFixture : IAsyncLifetime
{
    internal TestNode Node { get; private set; } = null!;

    internal FakeGit Git => Node.Git;

    /// <summary>A signed-in administrator.</summary>
    internal ApiClient Admin { get; private set; } = null!;

    /// <summary>A signed-in operator.</summary>
    internal ApiClient Olga { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Node = await TestNode.StartAsync();
        Admin = Node.Client();
        Assert.Equal(HttpStatusCode.Created, (await Admin.PostAsync("/api/v1/setup", new { username = "admin", password = ClusterFixture.Password })).Status);
        await Admin.SignInAsync("admin", ClusterFixture.Password);
        await Admin.PostAsync("/api/v1/identity", new { name = "olga", password = ClusterFixture.Password, roles = new[] { Roles.Administrator } });
        Olga = Node.Client();
        Assert.Equal(HttpStatusCode.OK, (await Olga.SignInAsync("olga", ClusterFixture.Password)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Olga.Dispose();
        await Node.DisposeAsync();
    }
}
