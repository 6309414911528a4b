using Microsoft.AspNetCore.Http.HttpResults;
using Universal.Gateway.Access;
using Universal.Gateway.Errors;
using Universal.Security;
using static Universal.Security.Roles;

namespace Universal.Gateway.Tokens;

internal static class TokenEndpoints
{
    public static RouteGroupBuilder MapTokens(this IEndpointRouteBuilder routes)
    {
        // A user of apps has no business with tokens; for everybody else it is a token of their own, administrators see and grant all.
        var group = routes.MapGroup("/apptoken").WithTags("App tokens").Allow(Administrator, Operator, Execute, Reader);
        group.MapGet("", List).WithName("ListTokens").WithSummary("App tokens, without their secrets: your own, for administrators all");
        group.MapGet("/{id:long}", Get).WithName("GetToken").WithSummary("An app token, without its secret");
        group.MapPost("/grant", Grant).WithName("GrantToken").ProducesProblem(403)
            .WithSummary("Grants an app token; its secret is in this answer only");
        group.MapGet("/grant", GrantOwn).WithName("GrantOwnToken").WithMetadata(new ChangesState()).ProducesProblem(403)
            .WithSummary("Grants yourself an app token, in PSU's form");
        group.MapGet("/grant/{identityId:long}", GrantTo).WithName("GrantTokenToIdentity").WithMetadata(new ChangesState()).ProducesProblem(403)
            .WithSummary("Grants an identity an app token with its roles, in PSU's form");
        group.MapPost("/grant/{identityId:long}", GrantTo).WithName("GrantTokenToIdentityByPost").ProducesProblem(403)
            .WithSummary("Grants an identity an app token with its roles");
        group.MapDelete("/{id:long}", Revoke).WithName("RevokeToken").ProducesProblem(403).WithSummary("Revokes an app token and those that it granted, for every node at once; a repeat is harmless");
        group.MapPost("/{id:long}/revoke", Revoke).WithName("RevokeTokenByPost").ProducesProblem(403).WithSummary("The same as DELETE");
        return group;
    }

    private static async Task<Results<Ok<TokenModel[]>, ValidationProblem>> List(
        Caller caller, IGrainFactory grains, string? identity, long after = 0, int take = Paging.MaxTake)
    {
        if (Paging.Check(take, Paging.MaxTake, after, "after") is { } invalid) return invalid;
        if (!caller.Is(Administrator)) identity = caller.Name;
        var tokens = await Tokens(grains).List(identity, after, take);
        return TypedResults.Ok(tokens.Select(token => TokenModel.Of(token)).ToArray());
    }

    private static async Task<Results<Ok<TokenModel>, NotFound>> Get(long id, Caller caller, IGrainFactory grains) =>
        await FindAsync(id, caller, grains) is { } token ? TypedResults.Ok(TokenModel.Of(token)) : TypedResults.NotFound();

    private static async Task<Results<Ok<TokenModel>, NotFound, ValidationProblem, ProblemHttpResult>> Grant(
        TokenGrantModel? body, Caller caller, IGrainFactory grains)
    {
        // Of both, one would be ignored; no role at all would become every role.
        if (body is { Role: not null, Roles: not null }) return Problems.Invalid("role", "Give roles or role, not both.");
        if ((body?.Roles ?? body?.Role) is { Count: 0 })
            return Problems.Invalid(body!.Roles is null ? "role" : "roles", "Name at least one role, or leave roles out for those that the identity has.");

        var request = new AppTokenRequest(
            body?.Identity ?? caller.Name!, body?.Roles ?? body?.Role ?? [], caller.Roles, body?.Expiration, body?.Description, caller.TokenId);
        return await GrantAsync(request, caller, grains);
    }

    private static Task<Results<Ok<TokenModel>, NotFound, ValidationProblem, ProblemHttpResult>> GrantOwn(Caller caller, IGrainFactory grains) =>
        Grant(null, caller, grains);

    private static async Task<Results<Ok<TokenModel>, NotFound, ValidationProblem, ProblemHttpResult>> GrantTo(
        long identityId, Caller caller, IGrainFactory grains)
    {
        if (!caller.Is(Administrator) && identityId != caller.IdentityId) return Forbidden();
        return await grains.GetGrain<IIdentitiesGrain>(0).Get(identityId) is { } identity
            ? await GrantAsync(new(identity.Name, [], caller.Roles, GrantedBy: caller.TokenId), caller, grains)
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<TokenModel>, NotFound, ValidationProblem, ProblemHttpResult>> GrantAsync(
        AppTokenRequest request, Caller caller, IGrainFactory grains)
    {
        if (!caller.Is(Administrator) && !caller.IsIdentity(request.Identity)) return Forbidden();
        // A token that leaked must not outlive its discovery by what it granted.
        if (!caller.IsSession && !caller.Is(Administrator)) return Problems.SessionRequired("A token without the role Administrator grants no others");
        var grant = await Tokens(grains).Grant(request, caller.Origin);
        return grant.Status switch
        {
            IdentityOperationStatus.Done => TypedResults.Ok(TokenModel.Of(grant.Token!, grant.Secret)),
            IdentityOperationStatus.NotFound => TypedResults.NotFound(),
            _ => Problems.Invalid(grant.Errors),
        };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Revoke(long id, Caller caller, IGrainFactory grains)
    {
        if (await FindAsync(id, caller, grains) is not { } token) return TypedResults.NotFound();
        if (!caller.IsSession && token.Id != caller.TokenId && token.Roles.Any(role => !caller.Is(role)))
            return Problems.SessionRequired("A token revokes no token with more roles than its own");
        return await Tokens(grains).Revoke(id, caller.Origin) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<AppTokenInfo?> FindAsync(long id, Caller caller, IGrainFactory grains) =>
        await Tokens(grains).Get(id) is { } token && (caller.Is(Administrator) || caller.IsIdentity(token.Identity)) ? token : null;

    private static ProblemHttpResult Forbidden() => Problems.Of(403, "forbidden", "Only an administrator grants tokens to others.");

    private static IAppTokensGrain Tokens(IGrainFactory grains) => grains.GetGrain<IAppTokensGrain>(0);
}
