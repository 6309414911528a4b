using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Universal.Gateway.Access;
using Universal.Gateway.Jobs;

namespace Universal.Gateway.OpenApi;

/// <summary>The OpenAPI document and the reference page made of it.</summary>
internal static class OpenApiServices
{
    private const string TokenScheme = "appToken";
    private const string CookieScheme = "session";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Universal", Version = "v1", Description = "Automation platform. Errors are RFC 9457 problem details with a stable code." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [TokenScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An app token." },
                [CookieScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = AccessServices.CookieName, Description = "The cookie of POST /api/v1/signin.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeSchemaAsync);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        routes.MapScalarApiReference("/api/docs", options =>
        {
            // Everything comes from this node: machines without access to the internet read the reference too.
            options.Title = "Universal API";
            options.OpenApiRoutePattern = "/openapi/v1.json";
            options.DefaultFonts = false;
            options.DisableTelemetry();
            options.DisableAgent();
            options.HideDeveloperTools();
            // The summaries are sentences; the sidebar wants the paths.
            options.OperationTitleSource = OperationTitleSource.Path;
        }).AllowAnonymous();
    }

    private static Task DescribeSchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // Bodies are read strictly; answers may get new fields, and a schema does not know which of both it is for.
        schema.AdditionalPropertiesAllowed = true;
        // The generator knows nothing about enumerations and times that a converter of ours writes.
        if (context.JsonTypeInfo.Type == typeof(TimeSpan)) DescribeTime(schema, JsonSchemaType.String);
        if (context.JsonTypeInfo.Type == typeof(TimeSpan?)) DescribeTime(schema, JsonSchemaType.String | JsonSchemaType.Null);
        if (context.JsonTypeInfo.Type is { IsArray: true } list && list.GetElementType() is { IsEnum: true } item) DescribeNames((OpenApiSchema)(schema.Items = new OpenApiSchema()), item);
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is { IsEnum: true } named) DescribeNames(schema, named);
        return Task.CompletedTask;
    }

    private static void DescribeTime(OpenApiSchema schema, JsonSchemaType type)
    {
        schema.Type = type;
        schema.Pattern = @"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$";
    }

    private static void DescribeNames(OpenApiSchema schema, Type type)
    {
        schema.Type = null;
        schema.Enum = [.. Enum.GetNames(type).Select(name => (System.Text.Json.Nodes.JsonNode)name)];
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        Add(operation, "503", "The node, the cluster or the database cannot answer now; Retry-After says when to try again");
        if (metadata.OfType<IAllowAnonymous>().Any() || metadata.OfType<RouteAccess>().LastOrDefault() is not { } access) return Task.CompletedTask;

        operation.Description = $"Roles: {string.Join(", ", access.Roles)}.{(access.Jobs ? " Also the token of a running job." : "")}";
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(TokenScheme, context.Document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(CookieScheme, context.Document)] = [] },
        ];
        Add(operation, "401", "Not signed in, or the token or session is not good (any more)");
        Add(operation, "403", "Signed in, but without the role");
        if (operation.RequestBody is not null)
        {
            Add(operation, "400", "The body is malformed or a value is wrong");
            Add(operation, "413", "The body is larger than the node allows");
        }

        if (operation.OperationId is "CreateJob" or "RunScript" or "RunScriptByPath")
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = JobCreation.IdempotencyHeader, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
                Description = "A second request with the same key of the same identity gives the job of the first.",
            });
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string status, string description)
    {
        if (!operation.Responses!.ContainsKey(status)) operation.Responses[status] = new OpenApiResponse { Description = description };
    }
}
