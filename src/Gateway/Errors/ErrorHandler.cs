using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Universal.Errors;
using Universal.Gateway.Input;
using Universal.Gateway.Triggers;

namespace Universal.Gateway.Errors;

/// <summary>The one place where exceptions become answers. What is not known is a 500 without detail, and is logged.</summary>
internal sealed partial class ErrorHandler(
    IOptions<GatewayOptions> options, IOptions<JsonOptions> json, ApiEvents events, ILogger<ErrorHandler> logger) : IExceptionHandler
{
    // How System.Text.Json marks what it throws for bytes that are no text, which it finds only when the text is asked for.
    private const string NoText = "System.Text.Json.Rethrowable";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (context.RequestAborted.IsCancellationRequested) return true;
        if (BodyFaultOf(context, exception) is { } fault)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Problems.Invalid(fault.Field, fault.Message).ExecuteAsync(context);
            return true;
        }

        var (status, code, detail) = Describe(exception);
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(exception, context.Request.Path, code);
            await Problems.WriteUnavailableAsync(context, options.Value.RetryAfter, code, detail);
            return true;
        }

        if (status >= StatusCodes.Status500InternalServerError)
        {
            var traceId = Activity.Current?.Id ?? context.TraceIdentifier;
            LogUnknown(exception, context.Request.Method, context.Request.Path, traceId);
            events.Failed(context, code, traceId);
        }

        await Problems.WriteAsync(context, status, code, detail);
        return true;
    }

    private static (int Status, string Code, string Detail) Describe(Exception exception) => Expected(exception) switch
    {
        BadHttpRequestException { InnerException: JsonException json } => (400, "malformed_json", Malformed(json)),
        InvalidOperationException { Source: NoText } => (400, "malformed_json", "The body holds text that is not UTF-8, or half of a surrogate pair."),
        BadHttpRequestException { StatusCode: 413 } => (413, "too_large", "The body of the request is too large."),
        BadHttpRequestException { StatusCode: 415 } => (415, "media_type", "Send the body as application/json."),
        BadHttpRequestException { StatusCode: 400 } bad when bad.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal) =>
            (400, "bad_request", "The request has no body. Send a JSON object as application/json; /openapi/v1.json tells its fields."),
        BadHttpRequestException bad => (bad.StatusCode, "bad_request", bad.Message),
        DatabaseUnavailableException => (503, "database_unavailable",
            "The database does not answer. What was asked may or may not have been done; repeat it, with the same Idempotency-Key where there is one."),
        SchemaMismatchException mismatch => (503, mismatch.Code, mismatch.Message),
        SecretsUnavailableException secrets => (503, secrets.Code, secrets.Message),
        UniversalException other => (500, other.Code, "The request could not be completed."),
        TimeoutException or OrleansException => (503, "cluster_unavailable",
            "The node that is responsible does not answer. What was asked may or may not have been done; repeat it, with the same Idempotency-Key where there is one."),
        _ => (500, "internal", "Something went wrong. The node's log has the trace id."),
    };

    // The endpoint is taken from the request before this is called; the feature still has it.
    private BodyFault? BodyFaultOf(HttpContext context, Exception exception)
    {
        if (exception is not BadHttpRequestException { InnerException: JsonException fault }) return null;
        var body = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        return BodyFault.Of(fault, body, json.Value.SerializerOptions);
    }

    // Orleans wraps what a grain throws while it is activated.
    private static Exception Expected(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is UniversalException) return inner;
        }

        return exception;
    }

    private static string Malformed(JsonException json)
    {
        var field = string.IsNullOrEmpty(json.Path) || json.Path == "$" ? "" : $" in {json.Path}";
        var where = json.LineNumber is { } line ? $" at line {line + 1}, position {(json.BytePositionInLine ?? 0) + 1}" : "";
        // What the reader met, without the position that it counts from zero, and without its advice to whoever calls it.
        var what = json.InnerException is JsonException syntax ? $" {syntax.Message.Split(" LineNumber:")[0].Replace("Change the reader options.", "", StringComparison.Ordinal).Trim()}" : " Send one JSON object.";
        return $"The body is not the JSON that is expected here: fault{field}{where}.{what}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be answered now: {Code}")]
    private partial void LogUnavailable(Exception exception, string path, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    private partial void LogUnknown(Exception exception, string method, string path, string traceId);
}
