using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Cache;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using static Universal.Security.Roles;

namespace Universal.Gateway.Cache;

internal static class CacheEndpoints
{
    // More than any value that is taken: what is larger than that is read and told, up to here.
    private const long MaxBody = 128 * 1024 * 1024;

    public static RouteGroupBuilder MapCache(this IEndpointRouteBuilder routes)
    {
        // Scripts keep in it what they would keep in a variable, so who runs scripts reads it all.
        var group = routes.MapGroup("/cache").WithTags("Cache").AllowWithJobs(Administrator, Operator, Execute);
        group.MapGet("", Get).WithName("GetCacheEntry").WithSummary("An entry of the cluster's cache; counts as a reading");
        group.MapPut("", Set).WithName("SetCacheEntry").WithMetadata(new RequestSizeLimitAttribute(MaxBody)).ProducesProblem(409).ProducesProblem(507)
            .WithSummary("Sets an entry, for every node at once; a repeat starts its times anew. The ETag is its version");
        group.MapDelete("", Remove).WithName("RemoveCacheEntry").ProducesProblem(409).WithSummary("Removes an entry; a repeat is harmless");
        group.MapDelete("/all", Clear).WithName("ClearCache").WithSummary("Removes all entries");
        group.MapGet("/list", List).WithName("ListCacheEntries").WithSummary("Entries without their values, by key");
        group.MapPost("/counter", Increment).WithName("IncrementCacheCounter").ProducesProblem(507)
            .WithSummary("Adds to a counter, for every node at once; a repeat counts again");
        group.MapCacheLocks();
        return group;
    }

    private static async Task<Results<Ok<CacheEntry>, NotFound>> Get(string key, IGrainFactory grains, Caller caller, HttpResponse http)
    {
        if (await Cache(grains).Get(key) is not { } entry) return TypedResults.NotFound();
        // As PowerShell writes a secure string. What is stored of it is encrypted.
        if (entry.Value.Contains("<SS", StringComparison.Ordinal)) entry = await Cache(grains).Reveal(entry, caller.JobId);
        WriteVersion(http, entry.Version);
        return TypedResults.Ok(entry);
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Set(CacheBody body, IGrainFactory grains, HttpResponse http)
    {
        var result = await Cache(grains).Set(new CacheWrite(
            body.Key ?? "", body.Value!, body.AbsoluteExpiration, body.AbsoluteExpirationFromNow, body.SlidingExpiration, body.Persist ?? false, body.ExpectedVersion));
        switch (result.Status)
        {
            case CacheSetStatus.Done:
                WriteVersion(http, result.Version);
                return TypedResults.NoContent();
            case CacheSetStatus.Full:
                return Full();
            case CacheSetStatus.Conflict:
                return Conflict(result.Version);
            default:
                return Problems.Invalid(result.Errors);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(string key, long? version, IGrainFactory grains)
    {
        if (version is not { } expected)
        {
            await Cache(grains).Remove(key);
            return TypedResults.NoContent();
        }

        var result = await Cache(grains).RemoveVersion(key, expected);
        return result.Status == CacheSetStatus.Done ? TypedResults.NoContent() : Conflict(result.Version);
    }

    private static async Task<NoContent> Clear(IGrainFactory grains)
    {
        await Cache(grains).Clear();
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<IReadOnlyList<CacheItem>>, ValidationProblem>> List(IGrainFactory grains, string? match, string? after, int take = 100) =>
        Paging.Check(take, CacheQuery.MaxTake, null, "after") is { } invalid ? invalid : TypedResults.Ok(await Cache(grains).List(new CacheQuery(match, after, take)));

    private static async Task<Results<Ok<CacheCounter>, ValidationProblem, ProblemHttpResult>> Increment(CacheCounterBody body, IGrainFactory grains)
    {
        var result = await Cache(grains).Increment(new CacheIncrement(
            body.Key ?? "", body.By ?? 1, body.Persist ?? false, body.AbsoluteExpirationFromNow, body.SlidingExpiration, body.CliXml ?? false));
        return result.Status switch
        {
            CacheSetStatus.Done => TypedResults.Ok(new CacheCounter(body.Key!, result.Value, result.Version)),
            CacheSetStatus.Full => Full(),
            _ => Problems.Invalid(result.Errors),
        };
    }

    private static ProblemHttpResult Full() => Problems.Of(507, "cache_full", "The cache has no room for it; see Cache:MaxPartitionLength.");

    private static ProblemHttpResult Conflict(long version) => TypedResults.Problem(
        version == 0 ? "There is no such entry now." : $"The entry has version {version.ToString(CultureInfo.InvariantCulture)} now.",
        statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "cache_conflict", ["version"] = version });

    private static void WriteVersion(HttpResponse http, long version) => http.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    private static ICacheGrain Cache(IGrainFactory grains) => grains.GetGrain<ICacheGrain>(0);
}
