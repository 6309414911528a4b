using Universal.Gateway.Tests.Hosting;
using Universal.Security;

[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace Universal.Gateway.Tests.Hosting;

/// <summary>
/// A set-up node that tests share, with an identity of each role. Tests that change more than their own identities start a node of their own, or take an
/// <see cref="OwnClusterFixture"/>.
/// </summary>
public class ClusterFixture : IAsyncLifetime
{
    public const string Password = "correct-horse-42";
    private readonly Dictionary<string, string> _tokens = [];
    private int _names;

    internal TestNode Node { get; private set; } = null!;

    internal Dictionary<string, long> IdentityIds { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Node = await TestNode.StartAsync();
        using var admin = Node.Client();
        var setup = await admin.PostAsync("/api/v1/setup", new { username = "Administrator-identity", password = Password });
        Assert.Equal(System.Net.HttpStatusCode.Created, setup.Status);
        IdentityIds[Roles.Administrator] = setup.Json.GetProperty("id").GetInt64();
        await admin.SignInAsync("Administrator-identity", Password);
        foreach (var role in Roles.All)
        {
            if (role != Roles.Administrator)
            {
                var created = await admin.PostAsync("/api/v1/identity", new { name = $"{role}-identity", password = Password, roles = new[] { role } });
                IdentityIds[role] = created.Json.GetProperty("id").GetInt64();
            }

            var granted = await admin.PostAsync("/api/v1/apptoken/grant", new { identity = $"{role}-identity", role });
            _tokens[role] = granted.Json.GetProperty("token").GetString()!;
        }
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    internal string Token(string role) => _tokens[role];

    internal ApiClient As(string role) => Node.Client(Token(role));

    internal string NewName() => $"somebody-{Interlocked.Increment(ref _names)}";

    /// <summary>Creates an identity with <see cref="Password"/>.</summary>
    internal async Task<(string Name, long Id)> NewIdentityAsync(params string[] roles)
    {
        var name = NewName();
        using var admin = As(Roles.Administrator);
        var created = await admin.PostAsync("/api/v1/identity", new { name, password = Password, roles });
        Assert.Equal(System.Net.HttpStatusCode.Created, created.Status);
        return (name, created.Json.GetProperty("id").GetInt64());
    }

    /// <summary>Grants a token of an identity; its number and secret.</summary>
    internal async Task<(long Id, string Secret)> NewTokenAsync(string identity)
    {
        using var admin = As(Roles.Administrator);
        var granted = await admin.PostAsync("/api/v1/apptoken/grant", new { identity });
        Assert.Equal(System.Net.HttpStatusCode.OK, granted.Status);
        return (granted.Json.GetProperty("id").GetInt64(), granted.Json.GetProperty("token").GetString()!);
    }
}
