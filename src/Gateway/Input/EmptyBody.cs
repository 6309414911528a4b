using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Universal.Gateway.Input;

/// <summary>Tells routes that read a body when one that is sent in chunks, whose length nobody has told, has none: such a body counts as left out.</summary>
internal sealed class EmptyBody(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null && await IsAsync(context)) Mark(context);
        await next(context);
    }

    /// <summary>Whether there can be a body of at least a byte, as far as the headers tell.</summary>
    public static bool CanBeOther(HttpContext context) =>
        context.Request.ContentLength != 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>Whether a body of unknown length ends before its first byte. Nothing is consumed: whoever reads it later finds it whole.</summary>
    public static async ValueTask<bool> IsAsync(HttpContext context)
    {
        if (!CanBeOther(context) || HttpMethods.IsConnect(context.Request.Method)) return false;
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync(context.RequestAborted);
        var empty = read is { IsCompleted: true, Buffer.IsEmpty: true };
        reader.AdvanceTo(read.Buffer.Start);
        return empty;
    }

    public static void Mark(HttpContext context) => context.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static NoBody Instance { get; } = new();

        public bool CanHaveBody => false;
    }
}
