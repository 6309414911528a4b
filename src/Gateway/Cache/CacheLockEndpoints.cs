using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Cache;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Cache;

internal static class CacheLockEndpoints
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    public static void MapCacheLocks(this RouteGroupBuilder group)
    {
        group.MapGet("/lock", Get).WithName("GetCacheLock").WithSummary("Who holds a lock; 404: nobody");
        group.MapPost("/lock", Acquire).WithName("AcquireCacheLock").ProducesProblem(409)
            .WithSummary("Takes a lock, or waits for it; a repeat with the same owner gives the same token and a new lease");
        group.MapPost("/lock/renew", Renew).WithName("RenewCacheLock").ProducesProblem(409).WithSummary("Begins the lease of a lock anew");
        group.MapPost("/lock/release", Release).WithName("ReleaseCacheLock").ProducesProblem(409)
            .WithSummary("Gives a lock back; a repeat is harmless until somebody takes it");
    }

    private static async Task<Results<Ok<CacheLock>, NotFound>> Get(string name, IGrainFactory grains) =>
        IsName(name) && await Lock(grains, name).Get() is { } held ? TypedResults.Ok(held) : TypedResults.NotFound();

    internal static async Task<Results<Ok<CacheLock>, ValidationProblem, ProblemHttpResult>> Acquire(
        CacheLockBody body, IGrainFactory grains, TimeProvider time, CancellationToken aborted)
    {
        // A name that cannot be a grain's key is told as invalid without one.
        if (!IsName(body.Name)) return InvalidName();
        var wait = body.Wait ?? TimeSpan.Zero;
        if (wait > MaxWait) return Problems.Invalid("wait", "Must be at most a minute. Ask again with the same owner to wait longer.");
        var grain = Lock(grains, body.Name!);
        var started = time.GetTimestamp();
        var request = new CacheLockRequest(body.Owner ?? Guid.NewGuid().ToString("N"), body.Lease ?? CacheLockRequest.DefaultLease, wait);
        while (true)
        {
            var result = await grain.Acquire(request);
            if (result is { Status: CacheLockStatus.Done, Lock: { } taken })
            {
                if (!aborted.IsCancellationRequested) return TypedResults.Ok(taken);
                // Nobody is there any more to be told. An owner that has a name may hold it by another call already, under the same token, or ask again
                // because this answer is lost: then its lease ends it. One that was made up here is known to nobody.
                if (body.Owner is null) await grain.Release(taken.Token);
                aborted.ThrowIfCancellationRequested();
            }

            var left = wait - time.GetElapsedTime(started);
            if (result.Status != CacheLockStatus.Held || left <= TimeSpan.Zero || aborted.IsCancellationRequested)
                return result.Status == CacheLockStatus.Invalid ? Problems.Invalid(result.Errors) : Refused(result);
            request = request with { Wait = left };
        }
    }

    private static async Task<Results<Ok<CacheLock>, ValidationProblem, ProblemHttpResult>> Renew(CacheLockTokenBody body, IGrainFactory grains)
    {
        if (!IsName(body.Name)) return InvalidName();
        var result = await Lock(grains, body.Name!).Renew(body.Token, body.Lease ?? CacheLockRequest.DefaultLease);
        return result switch
        {
            { Status: CacheLockStatus.Done, Lock: { } renewed } => TypedResults.Ok(renewed),
            { Status: CacheLockStatus.Invalid } => Problems.Invalid(result.Errors),
            _ => Refused(result),
        };
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Release(CacheLockTokenBody body, IGrainFactory grains)
    {
        if (!IsName(body.Name)) return InvalidName();
        var result = await Lock(grains, body.Name!).Release(body.Token);
        return result.Status == CacheLockStatus.Done ? TypedResults.NoContent() : Refused(result);
    }

    private static ProblemHttpResult Refused(CacheLockResult result) => result.Status == CacheLockStatus.Held
        ? TypedResults.Problem(
            result.Lock is { } held ? $"'{held.Owner}' holds it." : "Others wait for it.",
            statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "lock_held", ["lock"] = result.Lock })
        : Problems.Of(409, "lock_stale", "The token is not the one in force: the lease was over, or the lock was released. Nothing was changed.");

    private static ValidationProblem InvalidName() => Problems.Invalid("name", "Must have 1 to 400 characters, and not only spaces.");

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= 400;

    private static ICacheLockGrain Lock(IGrainFactory grains, string name) => grains.GetGrain<ICacheLockGrain>(name);
}
