using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Universal.Errors;
using Universal.Gateway.Errors;
using Universal.Scripts;

namespace Universal.Gateway.Input;

/// <summary>
/// Refuses a query with a name that the route does not know, or with a value that does not fit, every fault at once. Ignored, a misspelled filter would
/// answer with everything, and a misspelled limit would hold nothing back.
/// </summary>
internal sealed class QueryGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint()?.Metadata.GetMetadata<QueryNames>() is not { } names) return next(context);
        var faults = new Dictionary<string, string[]>();
        Dictionary<string, StringValues>? rewritten = null;
        foreach (var (name, values) in context.Request.Query)
        {
            if (!names.Parameters.TryGetValue(name, out var type))
            {
                faults[name] = [$"There is no such parameter.{Known(name, names)}"];
            }
            else if (values.Count > 1 && !names.Lists.Contains(name))
            {
                // Which one counts is not for the route to guess.
                faults[name] = [$"'{name}' is given twice. Give it once."];
            }
            else if (values.Select(value => ValueText.Fault(value, type)).FirstOrDefault(fault => fault is not null) is { } fault)
            {
                faults[name] = [fault];
            }
            else if (type == typeof(bool) || type.IsEnum)
            {
                // The binding of routes reads true and false only, and names in their own letter case.
                rewritten ??= context.Request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
                rewritten[name] = new StringValues([.. values.Select(value => Canonical(value!, type))]);
            }
        }

        if (faults.Count > 0) return Problems.Invalid(faults).ExecuteAsync(context);
        if (rewritten is not null) context.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(rewritten)));
        return next(context);
    }

    private static string Canonical(string value, Type type) => type.IsEnum
        ? Enum.GetNames(type).First(known => known.Equals(value, StringComparison.OrdinalIgnoreCase))
        : BooleanText.TryParse(value, out var truth) && truth ? "true" : "false";

    private static string Known(string name, QueryNames names)
    {
        if (names.Parameters.Count == 0) return " This route takes none.";
        var hint = NearestName.Hint(name, names.Parameters.Keys);
        return hint.Length > 0 ? hint : $" Known are {string.Join(", ", names.Parameters.Keys.Order(StringComparer.Ordinal))}.";
    }
}
