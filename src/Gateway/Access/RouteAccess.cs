using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;

namespace Universal.Gateway.Access;

/// <summary>Who may call a route. A route of the API without it is closed to everybody.</summary>
/// <param name="Roles">The roles, all of them: nothing is implied.</param>
/// <param name="Jobs">Whether the token of a running job may call it, for what belongs to its job.</param>
public sealed record RouteAccess(ImmutableArray<string> Roles, bool Jobs);

/// <summary>Marks a GET that changes something, as PSU has one: it is checked for its origin like a POST.</summary>
internal sealed class ChangesState;

internal sealed class RouteAccessRequirement : IAuthorizationRequirement;

/// <summary>Compares the caller with the route's <see cref="RouteAccess"/>.</summary>
internal sealed class RouteAccessHandler : AuthorizationHandler<RouteAccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RouteAccessRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is { } access)
        {
            var allowed = context.User.HasClaim(claim => claim.Type == UniversalClaims.Job)
                ? access.Jobs
                : access.Roles.Any(context.User.IsInRole);
            if (allowed) context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Says on a route who may call it.</summary>
internal static class RouteAccessExtensions
{
    public const string Policy = "Route";

    public static TBuilder Allow<TBuilder>(this TBuilder builder, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RouteAccess([.. roles], Jobs: false));

    public static TBuilder AllowWithJobs<TBuilder>(this TBuilder builder, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RouteAccess([.. roles], Jobs: true));
}
