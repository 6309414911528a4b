using System.Net;
using System.Text;
using System.Text.Json;

namespace Universal.PowerShell.Rest;

/// <summary>Reads the problem that a server answers with.</summary>
internal static class ServerProblem
{
    /// <summary>Makes an exception of an answer.</summary>
    public static ServerException Read(HttpStatusCode status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = document.RootElement;
            if (problem.ValueKind != JsonValueKind.Object) return Plain(status);
            var message = new StringBuilder(Text(problem, "detail") ?? Text(problem, "title") ?? "The server refused the request.");
            if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in errors.EnumerateObject())
                    message.Append(' ').Append(field.Name).Append(": ").Append(string.Join(" ", Texts(field.Value)));
            }

            if (status >= HttpStatusCode.InternalServerError && Text(problem, "traceId") is { } trace)
                message.Append(" (trace id ").Append(trace).Append(')');
            return new ServerException(message.ToString(), status, Text(problem, "code") ?? CodeOf(status));
        }
        catch (JsonException)
        {
            return Plain(status);
        }
    }

    private static ServerException Plain(HttpStatusCode status) => new($"The server answered {(int)status}.", status, CodeOf(status));

    private static string CodeOf(HttpStatusCode status) => "status_" + (int)status;

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];
}
