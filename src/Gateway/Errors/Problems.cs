using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Universal.Gateway.Errors;

/// <summary>Errors in the form of RFC 9457, with a stable <c>code</c> for programs and a <c>traceId</c>.</summary>
internal static class Problems
{
    private const string RetryHeader = "Universal-Retry";

    public static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: Code(code));

    public static ValidationProblem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, extensions: Code("invalid"));

    public static ValidationProblem Invalid(string field, string fault) => Invalid(new Dictionary<string, string[]> { [field] = [fault] });

    /// <summary>
    /// Answers 503. With <paramref name="otherNode"/> the header <c>Universal-Retry: other-node</c> says that this node alone cannot: the request did not run, and
    /// a balancer may send it to another node whatever its method. Without it no node can answer now.
    /// </summary>
    public static Task WriteUnavailableAsync(HttpContext context, TimeSpan retryAfter, string code, string detail, bool otherNode = false)
    {
        context.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (otherNode) context.Response.Headers[RetryHeader] = "other-node";
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, code, detail);
    }

    /// <summary>The request was made with a token, and only a person who signed in may do it.</summary>
    public static ProblemHttpResult SessionRequired(string what) =>
        Of(StatusCodes.Status403Forbidden, "session_required", $"{what}. Sign in with name and password (POST /api/v1/signin) and use its cookie.");

    public static async Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } },
        });
    }

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };
}
