using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Universal.Gateway.Errors;

/// <summary>
/// Writes problems as JSON to callers who asked for something else, for instance plain text. ASP.NET's own writer leaves those out: they would get an
/// error of its own making in place of the reason.
/// </summary>
internal sealed class ProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var response = context.HttpContext.Response;
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        response.StatusCode = problem.Status.Value;
        await response.WriteAsJsonAsync(problem, problem.GetType(), options: null, contentType: "application/problem+json", context.HttpContext.RequestAborted);
    }
}
