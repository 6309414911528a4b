using System.IO.Enumeration;
using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>The values that <c>New-PSUVariable</c> declares, for the environments whose scripts see them. Values that lie in a vault are not among them.</summary>
internal sealed class VariableDeclarations
{
    private readonly Dictionary<string, (JsonElement Value, IReadOnlyList<string> Environments)> _variables = new(StringComparer.OrdinalIgnoreCase);

    public VariableDeclarations(ConfigurationDocument configuration)
    {
        foreach (var declaration in configuration.Declarations.Where(declaration => declaration is { Kind: CatalogueKinds.Variable, Name: not null }))
        {
            // A script block is no value that another session could use.
            if ((declaration.Find("Value") ?? declaration.Find("InputObject")) is { } value && !(value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$script", out _)))
                _variables.TryAdd(declaration.Name!, (value, declaration.Texts("Environment")));
        }
    }

    /// <summary>The values as JSON by name: of the variables that the environment names, <c>*</c> and <c>?</c> allowed, and of those that name the environment.</summary>
    public IReadOnlyDictionary<string, string> For(string environment, IReadOnlyList<string> names, Action<string> missing)
    {
        var found = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, variable) in _variables.Where(variable => variable.Value.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase)))
            found[name] = SecretMask.Reveal(variable.Value);
        foreach (var pattern in names)
        {
            var matches = _variables.Where(variable => FileSystemName.MatchesSimpleExpression(pattern, variable.Key)).ToArray();
            foreach (var (name, variable) in matches) found[name] = SecretMask.Reveal(variable.Value);
            if (matches.Length == 0 && pattern.AsSpan().IndexOfAny('*', '?') < 0) missing(pattern);
        }

        return found;
    }
}
