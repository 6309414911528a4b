using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Universal.Gateway.Input;

/// <summary>On a route: the query's names are those of a script's parameters, which creating the job checks.</summary>
internal sealed class QueryIsForScript;

/// <summary>What a route takes in its query, read from its handler.</summary>
/// <param name="Parameters">Types by name.</param>
/// <param name="Lists">The names that can be given several times.</param>
internal sealed record QueryNames(IReadOnlyDictionary<string, Type> Parameters, IReadOnlySet<string> Lists)
{
    /// <summary>Adds to each route of the API what its query may hold, however and wherever the route was mapped.</summary>
    public static void AddTo(IEndpointConventionBuilder routes) => routes.Finally(builder =>
    {
        if (builder is not RouteEndpointBuilder route || builder.Metadata.OfType<QueryIsForScript>().Any()) return;
        var parameters = builder.Metadata.OfType<IParameterBindingMetadata>()
            .Where(parameter => IsOfQuery(parameter.ParameterInfo) && route.RoutePattern.GetParameter(parameter.Name) is null).ToArray();
        builder.Metadata.Add(new QueryNames(
            parameters.ToDictionary(parameter => parameter.Name, parameter => SimpleType(parameter.ParameterInfo.ParameterType), StringComparer.OrdinalIgnoreCase),
            parameters.Where(parameter => parameter.ParameterInfo.ParameterType.IsArray).Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)));
    });

    /// <summary>The type of a value alone: without its list, and without that it can be missing.</summary>
    public static Type SimpleType(Type type)
    {
        var single = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(single) ?? single;
    }

    private static bool IsOfQuery(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttributes().Any(attribute => attribute is FromHeaderAttribute or FromBodyAttribute or FromServicesAttribute)) return false;
        var type = SimpleType(parameter.ParameterType);
        return type == typeof(string) || type.IsEnum || (type.IsValueType && type.GetInterfaces().Any(made => made.IsGenericType && made.GetGenericTypeDefinition() == typeof(IParsable<>)));
    }
}
