using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Universal.Gateway.Access;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>Who may call what: the table in docs/roles.md, the routes' metadata, and what the node really answers, must be one.</summary>
public sealed partial class RoutesTests(OwnClusterFixture cluster) : IClassFixture<OwnClusterFixture>
{
    private const string Anonymous = "(none)";
    private const string Job = "Job token";
    private static readonly string[] Columns = [Anonymous, .. Roles.All, Job];

    [Fact]
    public async Task Table_OfDocumentation_EqualsRoutes()
    {
        var table = Routes().Select(route => route.Row).ToArray();
        var path = Repository.File("docs/roles.md");
        var text = await File.ReadAllTextAsync(path);
        var documented = text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();
        if (Repository.Update)
        {
            var first = text.IndexOf("| `", StringComparison.Ordinal);
            var rest = first < 0 ? text + "\n" : text[..first];
            await File.WriteAllTextAsync(path, rest + string.Join('\n', table) + "\n");
            documented = table;
        }

        Assert.Equal(table, documented);
    }

    [Fact]
    public void Routes_OfApi_AllSayWhoMayCallThem()
    {
        var endpoints = Endpoints();
        Assert.True(endpoints.Count > 45, $"only {endpoints.Count} routes");
        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.Metadata.GetMetadata<RouteAccess>() is not null,
            $"{endpoint.RoutePattern.RawText} says nothing"));
    }

    [Fact]
    public async Task EveryRoute_ForEveryRoleAndNone_AnswersAsTheTableSays()
    {
        var job = cluster.Node.Jobs.Running($"{Roles.Execute}-identity");
        var jobToken = await cluster.Node.Grains.GetGrain<IJobTokensGrain>(0).Grant(job.Id, 1, job.Identity, TimeSpan.FromHours(1));
        var wrong = new List<string>();
        foreach (var route in Routes())
        {
            foreach (var column in Columns)
            {
                var token = column switch { Anonymous => null, Job => jobToken, _ => cluster.Token(column) };
                var expected = route.Allowed.Contains(column) || route.Allowed.Contains(Anonymous);
                using var client = cluster.Node.Client(token);
                var own = cluster.IdentityIds.GetValueOrDefault(column, 999_999);
                var answer = await client.SendAsync(new HttpMethod(route.Method), Sample(route.Pattern, own), route.Method is "POST" or "PUT" ? "{}" : null);
                var refused = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && !IsOfTheRoute(answer);
                if (refused == expected) wrong.Add($"{route.Method} {route.Pattern} as {column}: {(int)answer.Status}");
                if (!expected && answer.Status != (token is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden))
                {
                    wrong.Add($"{route.Method} {route.Pattern} as {column}: refused with {(int)answer.Status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    // These routes say themselves that a name, a password or a signature is wrong, or that a token is not enough.
    private static bool IsOfTheRoute(ApiAnswer answer) => answer.Body.Length > 0 && answer.Code is "sign_in_failed" or "hook_signature" or "hook_closed" or "session_required";

    private static string Sample(string pattern, long identity) => Parameter().Replace(pattern, match => match.Groups[1].Value switch
    {
        "identityId" => $"{identity}",
        "name" => "nobody",
        "**path" => "no/such.ps1",
        _ => "999999",
    });

    private List<RouteEndpoint> Endpoints() =>
    [
        .. ((IEndpointRouteBuilder)cluster.Node.Application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal)),
    ];

    private IEnumerable<Route> Routes() =>
        from endpoint in Endpoints()
        let pattern = Constraint().Replace(endpoint.RoutePattern.RawText!, "").TrimEnd('/')
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        orderby pattern, method
        select new Route(method, pattern, Allowed(endpoint));

    private static string[] Allowed(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return Columns;
        var access = endpoint.Metadata.GetRequiredMetadata<RouteAccess>();
        return [.. access.Roles, .. access.Jobs ? [Job] : Array.Empty<string>()];
    }

    [GeneratedRegex(@"(?<=\{[^}:]*):[a-z]+(?=\})")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();

    private sealed record Route(string Method, string Pattern, string[] Allowed)
    {
        public string Row => $"| `{Method} {Pattern}` | {string.Join(" | ", Columns.Select(column => Allowed.Contains(column) ? "yes" : ""))} |";
    }
}
