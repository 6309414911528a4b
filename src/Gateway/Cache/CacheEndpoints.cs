using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Universal.Cache;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using static Universal.Security.Roles;

namespace Universal.Gateway.Cache;

/// <summary>Body of <c>PUT /api/v1/cache</c>.</summary>
/// <param name="Key">1 to 400 characters; letter case counts.</param>
/// <param name="Value">A text. The module keeps objects as CLIXML.</param>
/// <param name="AbsoluteExpiration">When it is gone, read or not. Left out: never.</param>
/// <param name="AbsoluteExpirationFromNow">The same as a time from now: <c>00:05:00</c> is five minutes. Give one of both.</param>
/// <param name="SlidingExpiration">After how long without being read it is gone. Left out: never.</param>
internal sealed record CacheBody(
    string? Key, string? Value, DateTimeOffset? AbsoluteExpiration, TimeSpan? AbsoluteExpirationFromNow, TimeSpan? SlidingExpiration);

internal static class CacheEndpoints
{
    private const long MaxBody = 40 * 1024 * 1024;

    public static RouteGroupBuilder MapCache(this IEndpointRouteBuilder routes)
    {
        // Scripts keep in it what they would keep in a variable, so who runs scripts reads it all.
        var group = routes.MapGroup("/cache").WithTags("Cache").AllowWithJobs(Administrator, Operator, Execute);
        group.MapGet("", Get).WithName("GetCacheEntry").WithSummary("An entry of the cluster's cache; counts as a reading");
        group.MapPut("", Set).WithName("SetCacheEntry").WithMetadata(new RequestSizeLimitAttribute(MaxBody)).ProducesProblem(507)
            .WithSummary("Sets an entry, for every node at once; a repeat starts its times anew");
        group.MapDelete("", Remove).WithName("RemoveCacheEntry").WithSummary("Removes an entry; a repeat is harmless");
        group.MapDelete("/all", Clear).WithName("ClearCache").WithSummary("Removes all entries");
        return group;
    }

    private static async Task<Results<Ok<CacheEntry>, NotFound>> Get(string key, IGrainFactory grains) =>
        await Cache(grains).Get(key) is { } entry ? TypedResults.Ok(entry) : TypedResults.NotFound();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Set(CacheBody body, IGrainFactory grains)
    {
        var result = await Cache(grains).Set(new CacheWrite(
            body.Key ?? "", body.Value!, body.AbsoluteExpiration, body.AbsoluteExpirationFromNow, body.SlidingExpiration));
        return result.Status switch
        {
            CacheSetStatus.Done => TypedResults.NoContent(),
            CacheSetStatus.Full => Problems.Of(507, "cache_full", "The cache has no room for it; see Cache:MaxPartitionLength."),
            _ => Problems.Invalid(result.Errors),
        };
    }

    private static async Task<NoContent> Remove(string key, IGrainFactory grains)
    {
        await Cache(grains).Remove(key);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Clear(IGrainFactory grains)
    {
        await Cache(grains).Clear();
        return TypedResults.NoContent();
    }

    private static ICacheGrain Cache(IGrainFactory grains) => grains.GetGrain<ICacheGrain>(0);
}
