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
            problem.Extensions.TryAdd("code", BareAnswer.CodeOf(problem.Status ?? context.HttpContext.Response.StatusCode, context.HttpContext));
            problem.Detail ??= BareAnswer.DetailOf(problem.Status ?? context.HttpContext.Response.StatusCode, context.HttpContext);
        });
        // After ASP.NET's own writer: the first one that can writes.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        return services;
    }
}
