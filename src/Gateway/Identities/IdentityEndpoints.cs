using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Security;
using static Universal.Security.Roles;

namespace Universal.Gateway.Identities;

/// <summary>An identity.</summary>
internal sealed record IdentityModel(
    long Id, string Name, IReadOnlyList<string> Roles, bool Enabled, bool HasPassword, DateTimeOffset? LockedUntil, DateTimeOffset CreatedTime,
    DateTimeOffset? LastSignIn)
{
    public static IdentityModel Of(IdentityInfo identity) => new(
        identity.Id, identity.Name, identity.Roles, identity.Enabled, identity.HasPassword, identity.LockedUntil, identity.CreatedAt,
        identity.LastSignInAt);
}

/// <summary>A new identity.</summary>
internal sealed record NewIdentityModel
{
    /// <summary>1 to 100 letters, digits, spaces and . _ - @ \ +.</summary>
    public required string Name { get; init; }

    /// <summary>At least 12 characters with a letter, a digit and a symbol. Without one it cannot sign in with a password.</summary>
    public string? Password { get; init; }

    /// <summary>Its roles.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>PSU's name for the roles: one, or several separated by commas.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Role { get; init; }

    /// <summary>Whether it may sign in. Default true.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>A change of an identity; what is missing stays.</summary>
internal sealed record IdentityChangeModel
{
    /// <summary>New roles.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>PSU's name for the roles.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Role { get; init; }

    /// <summary>Whether it may sign in and use its tokens.</summary>
    public bool? Enabled { get; init; }

    /// <summary>New password; ends a lock-out.</summary>
    public string? Password { get; init; }

    /// <summary>True ends a lock-out.</summary>
    public bool Unlock { get; init; }
}

internal static class IdentityEndpoints
{
    public static RouteGroupBuilder MapIdentities(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/identity").WithTags("Identities").Allow(Administrator);
        group.MapGet("", List).WithName("ListIdentities").WithSummary("Identities in order of their number");
        group.MapGet("/{id:long}", Get).WithName("GetIdentity").WithSummary("An identity");
        group.MapPost("", Create).WithName("CreateIdentity").ProducesProblem(409).WithSummary("Creates an identity");
        group.MapPut("/{id:long}", Change).WithName("ChangeIdentity").ProducesProblem(409)
            .WithSummary("Changes roles, enablement or password of an identity; ends its sessions on every node");
        group.MapDelete("/{id:long}", Delete).WithName("DeleteIdentity").ProducesProblem(409)
            .WithSummary("Deletes an identity with its app tokens");
        return group;
    }

    private static async Task<Results<Ok<IdentityModel[]>, ValidationProblem>> List(IGrainFactory grains, long after = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, after, "after") is { } invalid) return invalid;
        var identities = await Identities(grains).List(after, take);
        return TypedResults.Ok(identities.Select(IdentityModel.Of).ToArray());
    }

    private static async Task<Results<Ok<IdentityModel>, NotFound>> Get(long id, IGrainFactory grains) =>
        await Identities(grains).Get(id) is { } identity ? TypedResults.Ok(IdentityModel.Of(identity)) : TypedResults.NotFound();

    private static async Task<Results<Created<IdentityModel>, ValidationProblem, ProblemHttpResult>> Create(
        NewIdentityModel body, IGrainFactory grains, Caller caller)
    {
        var identity = new NewIdentity(body.Name ?? "", body.Password, body.Roles ?? body.Role ?? [], body.Enabled);
        var result = await Identities(grains).Create(identity, caller.Origin);
        return result.Status switch
        {
            IdentityOperationStatus.Done => TypedResults.Created($"/api/v1/identity/{result.Identity!.Id}", IdentityModel.Of(result.Identity)),
            IdentityOperationStatus.Conflict => Problems.Of(409, "name_taken", "There is an identity of that name."),
            _ => Problems.Invalid(result.Errors),
        };
    }

    private static async Task<Results<Ok<IdentityModel>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        long id, IdentityChangeModel body, IGrainFactory grains, Caller caller)
    {
        // A token that leaked must not become a password: it would outlive the token.
        if (body.Password is not null && !caller.IsSession && id == caller.IdentityId) return Problems.SessionRequired("Your own password is changed in a session");
        var change = new IdentityChange(body.Roles ?? body.Role, body.Enabled, body.Password, body.Unlock);
        var result = await Identities(grains).Change(id, change, caller.Origin);
        return result.Status switch
        {
            IdentityOperationStatus.Done => TypedResults.Ok(IdentityModel.Of(result.Identity!)),
            IdentityOperationStatus.NotFound => TypedResults.NotFound(),
            IdentityOperationStatus.LastAdministrator => LastAdministrator(),
            _ => Problems.Invalid(result.Errors),
        };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Delete(long id, IGrainFactory grains, Caller caller)
    {
        var result = await Identities(grains).Delete(id, caller.Origin);
        return result.Status switch
        {
            IdentityOperationStatus.Done => TypedResults.NoContent(),
            IdentityOperationStatus.NotFound => TypedResults.NotFound(),
            _ => LastAdministrator(),
        };
    }

    private static ProblemHttpResult LastAdministrator() =>
        Problems.Of(409, "last_administrator", "This is the last identity that may administer the cluster.");

    private static IIdentitiesGrain Identities(IGrainFactory grains) => grains.GetGrain<IIdentitiesGrain>(0);
}
