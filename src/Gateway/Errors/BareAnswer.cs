using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Universal.Gateway.Access;

namespace Universal.Gateway.Errors;

/// <summary>Code and text of an answer that is nothing but a status: what the framework refused, and what an endpoint did not find.</summary>
internal static class BareAnswer
{
    // What a path's first word stands for, where it is not the word itself.
    private static readonly Dictionary<string, string> _things = new(StringComparer.OrdinalIgnoreCase)
    {
        ["apptoken"] = "app token", ["catalogue"] = "kind of resource", ["cache"] = "such entry or lock", ["computer"] = "node", ["git"] = "such edit or setting",
    };

    /// <summary>Why a file that is there may be no script.</summary>
    public const string Undeclared = "A file that the repository does not declare is none where it declares others (Scripts:Undeclared).";

    public static string CodeOf(int status, HttpContext context) => status switch
    {
        401 => "not_signed_in",
        403 => "forbidden",
        404 when context.GetEndpoint() is null => "no_route",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "too_large",
        415 => "media_type",
        503 => "unavailable",
        _ => "error",
    };

    public static string? DetailOf(int status, HttpContext context) => status switch
    {
        401 => TokenAuthenticationHandler.IsPresent(context.Request)
            ? "The token is unknown, expired or revoked, or its identity is disabled. Use another one."
            : "Sign in with POST /api/v1/signin, or send an app token as Authorization: Bearer.",
        403 => Forbidden(context),
        404 when context.GetEndpoint() is null => $"There is no route {context.Request.Method} {context.Request.Path}. /api/docs describes them all.",
        404 => NotFound(context),
        405 => $"{context.Request.Method} is not possible here; possible is {context.Response.Headers.Allow}.",
        415 => "Send the body as application/json.",
        _ => null,
    };

    private static string? Forbidden(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is not { } access) return null;
        var roles = access.Roles.Length == 1 ? $"the role {access.Roles[0]}" : $"one of the roles {string.Join(", ", access.Roles)}";
        var caller = Caller.Of(context);
        if (caller.JobId is not null) return $"This takes {roles}. The token of a job cannot do it: use an app token.";
        return $"This takes {roles}. {caller.Name ?? "The caller"} has {(caller.Roles.Count == 0 ? "none" : string.Join(", ", caller.Roles))}.";
    }

    private static string NotFound(HttpContext context)
    {
        const string Unseen = "or it is not yours to see";
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern: var pattern }) return $"There is none, {Unseen}.";
        // /api/v1/job/{id}/output: a job. Further words say what of it was asked for.
        var word = pattern.PathSegments.Skip(2).Select(segment => segment.Parts[0]).OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>().FirstOrDefault()?.Content;
        var thing = word is null ? "such thing" : _things.GetValueOrDefault(word, word);
        var name = pattern.Parameters.Select(parameter => context.Request.RouteValues[parameter.Name]?.ToString()).FirstOrDefault();
        if (word == "script" && name is not null) return $"There is no script {Input.ValueText.Shorten(name)}, {Unseen}. {Undeclared}";
        return name is null ? $"There is no {thing}, {Unseen}." : $"There is no {thing} {Input.ValueText.Shorten(name)}, {Unseen}.";
    }
}
