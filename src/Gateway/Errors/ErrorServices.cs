using System.Diagnostics;

namespace Universal.Gateway.Errors;

/// <summary>Registration of the answers to errors.</summary>
internal static class ErrorServices
{
    public static IServiceCollection AddErrors(this IServiceCollection services)
    {
        services.AddExceptionHandler<ErrorHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
            problem.Extensions.TryAdd("code", CodeOf(problem.Status ?? context.HttpContext.Response.StatusCode));
        });
        return services;
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "not_signed_in",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        413 => "too_large",
        415 => "media_type",
        503 => "unavailable",
        _ => "error",
    };
}
