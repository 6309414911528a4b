using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Gateway.Input;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>Every route, with everything that a careless or hostile caller can send: the answer is never a 500, and each refusal is a problem with a code.</summary>
public sealed partial class HostileInputTests(OwnClusterFixture cluster) : IClassFixture<OwnClusterFixture>
{
    private static readonly string[] Bodies =
    [
        "[]", "5", "\"x\"", "null", "true", "", " ", "{", "{}x", "{\"zzz\":1}", "{\"a\":1,\"a\":2}", "[{}]", "{\"\":1}", "{\"\\ud800\":1}", "\u0000", "{\"a\":1e999}",
        "{\"a\":" + "[".PadRight(5000, '[') + "]".PadRight(5000, ']') + "}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "5", "-1", "0", "1.5", "1e999", "99999999999999999999999", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "[1]", "[\"\"]", "[[[]]]",
        "{\"a\":null}", "\"-00:00:01\"", "\"99999999.00:00:00\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59+14:00\"", "\"" + new string('x', 20_000) + "\"",
    ];

    private static readonly string[] Texts =
        ["", "abc", "-1", "0", "1.5", "99999999999999999999999", "%00", "%ff", "%ed%a0%80", "%2e%2e%2f", "null", "*", "'%22%3c", new string('x', 5000)];

    [Fact]
    public async Task Bodies_OfAnyShape_AreNeverA500()
    {
        var routes = Endpoints().Where(route => route.Metadata.GetMetadata<IAcceptsMetadata>() is not null).ToArray();
        Assert.True(routes.Length > 20, $"only {routes.Length} routes take a body");
        var json = cluster.Node.Application.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        await CheckAsync(
            from route in routes
            let type = route.Metadata.GetRequiredMetadata<IAcceptsMetadata>().RequestType!
            from body in Bodies.Concat(
                json.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type).Properties.SelectMany(member => Values.Select(value => $"{{\"{member.Name}\":{value}}}")))
            select (route, Path(route, "999999"), (string?)body));
    }

    [Fact]
    public async Task Queries_OfAnyText_AreNeverA500()
    {
        await CheckAsync(
            from route in Endpoints()
            let names = route.Metadata.GetMetadata<QueryNames>()
            where names is not null
            from name in names.Parameters.Keys
            from text in Texts
            select (route, $"{Path(route, "999999")}?{name}={text}", (string?)null));
    }

    [Fact]
    public async Task Paths_OfAnyText_AreNeverA500()
    {
        await CheckAsync(
            from route in Endpoints()
            where route.RoutePattern.Parameters.Count > 0
            from text in Texts
            select (route, Path(route, text), route.Metadata.GetMetadata<IAcceptsMetadata>() is null ? null : "{}"));
    }

    [Fact]
    public async Task EveryRoute_WithAnUnknownNameInItsQuery_NamesIt()
    {
        var silent = new List<string>();
        using var client = cluster.As(Roles.Administrator);
        foreach (var route in Endpoints().Where(route => route.Metadata.GetMetadata<QueryIsForScript>() is null))
        {
            var answer = await client.SendAsync(Method(route), Path(route, "999999") + "?zzz=1", null);
            if (answer.Status != HttpStatusCode.BadRequest || !answer.Body.Contains("\"zzz\"", StringComparison.Ordinal)) silent.Add($"{Method(route)} {route.RoutePattern.RawText}: {(int)answer.Status}");
        }

        Assert.Empty(silent);
    }

    private async Task CheckAsync(IEnumerable<(RouteEndpoint Route, string Path, string? Body)> requests)
    {
        using var client = cluster.As(Roles.Administrator);
        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (request, stop) =>
        {
            using var message = new HttpRequestMessage(Method(request.Route), request.Path);
            if (request.Body is { } body)
            {
                message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            using var response = await client.Http.SendAsync(message, stop);
            var status = (int)response.StatusCode;
            var text = await response.Content.ReadAsStringAsync(stop);
            if (status >= 500 || (status >= 400 && !IsProblem(text)))
                wrong.Add($"{message.Method} {Short(request.Path)} {Short(request.Body)}: {status} {Short(text)}");
        });
        Assert.Empty(wrong);
    }

    // What is no HTTP is answered by the server before any of the code here is asked.
    private static bool IsProblem(string text) => text.Length == 0 || JsonSerializer.Deserialize<JsonElement>(text).TryGetProperty("code", out _);

    private static string Short(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200] + "...";

    private static HttpMethod Method(RouteEndpoint route) => new(route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]);

    private static string Path(RouteEndpoint route, string value) => Parameter().Replace(route.RoutePattern.RawText!, value);

    // Signing out and clearing would take from the others what they ask about.
    private RouteEndpoint[] Endpoints() =>
    [
        .. ((IEndpointRouteBuilder)cluster.Node.Application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal)),
    ];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
