using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Universal.Gateway.Errors;

namespace Universal.Gateway.Input;

/// <summary>On a route: it reads the body itself, whatever its type.</summary>
internal sealed class ReadsAnyBody;

/// <summary>
/// Refuses a body that its route does not read: what it asks for would not happen, and the rest would. <c>DELETE cache/all</c> with a prefix in the body would
/// clear the whole cache. An empty object asks for nothing, and some clients always send one.
/// </summary>
internal sealed class UnreadBodyGuard(RequestDelegate next)
{
    private const int LongestOfNothing = 16;

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsUnread(context) && EmptyBody.CanBeOther(context) && !await SaysNothingAsync(context))
        {
            await Problems.Invalid("body", "This route reads no body. Leave it out, and put what the route takes into its path and query.").ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsUnread(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<QueryNames>() is not null
        && metadata.GetMetadata<IAcceptsMetadata>() is null && metadata.GetMetadata<ReadsAnyBody>() is null;

    private static async ValueTask<bool> SaysNothingAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync(LongestOfNothing + 1, context.RequestAborted);
        var isShort = read is { IsCompleted: true, Buffer.Length: <= LongestOfNothing };
        var text = isShort ? Encoding.UTF8.GetString(read.Buffer.ToArray()).Trim() : null;
        reader.AdvanceTo(read.Buffer.Start);
        return text is "" or "{}" or "{ }" or "null";
    }
}
