using System.Globalization;
using Microsoft.AspNetCore.Routing.Matching;

namespace Universal.Gateway.Input;

/// <summary>
/// The constraint <c>long</c> of routes: digits, without sign, space or zeros in front. .NET's own takes "+1", " 1" and "0001" for 1, so that one job has
/// many addresses, and rules of a proxy for one of them do not hold for the others.
/// </summary>
internal sealed class CanonicalNumber : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && Is(Convert.ToString(value, CultureInfo.InvariantCulture));

    /// <summary>Whether a word of another route could be the number: no, so that the methods of both routes stay apart.</summary>
    public bool MatchesLiteral(string parameterName, string literal) => Is(literal);

    private static bool Is(string? text) =>
        text is { Length: > 0 } && (text[0] != '0' || text.Length == 1) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
