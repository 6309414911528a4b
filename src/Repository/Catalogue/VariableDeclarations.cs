using System.IO.Enumeration;
using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>Makes variables of what <c>New-PSUVariable</c> declares.</summary>
internal sealed class VariableDeclarations
{
    // Both names stand for the vault in Universal's database. There is no other.
    private static readonly string[] Vaults = ["Database", "BuiltInLocalVault"];
    private readonly Dictionary<string, VariableDefinition> _variables = new(StringComparer.OrdinalIgnoreCase);

    public VariableDeclarations(ConfigurationDocument configuration, List<CatalogueFault>? faults = null)
    {
        foreach (var declaration in configuration.Declarations.Where(declaration => declaration.Kind == CatalogueKinds.Variable))
        {
            if (string.IsNullOrWhiteSpace(declaration.Name)) Fault(declaration, "the variable has no -Name.", FaultSeverity.Error);
            else _variables.TryAdd(declaration.Name, Read(declaration));
        }

        VariableDefinition Read(Declaration declaration)
        {
            var vault = declaration.Text("Vault");
            var value = declaration.Find("Value") ?? declaration.Find("InputObject");
            if (vault is not null && !Vaults.Contains(vault, StringComparer.OrdinalIgnoreCase))
                Fault(declaration, $"the vault '{vault}' of \"{declaration.Name}\" cannot be reached; the value is that of Universal's own vault.", FaultSeverity.Warning);
            if (vault is not null && value is not null)
                Fault(declaration, $"\"{declaration.Name}\" has a -Vault and a value; the value that stands in the file is not used. Take it out, and set it in the vault.", FaultSeverity.Warning);
            if (value is { ValueKind: JsonValueKind.Object } block && block.TryGetProperty("$script", out _))
            {
                // A script block is no value that another session could use.
                Fault(declaration, $"the value of \"{declaration.Name}\" is a script block, which scripts do not see.", FaultSeverity.Warning);
                value = null;
            }

            if (vault is null && value is { } typed && VariableValue.Fault(typed, declaration.Text("Type")) is { } fault)
            {
                Fault(declaration, $"the value of \"{declaration.Name}\" does not fit its -Type {declaration.Text("Type")}, and scripts do not see it. {fault}", FaultSeverity.Error);
                value = null;
            }

            List<string> hidden = [];
            if (value is { } given && vault is null) SecretMask.Hidden(given, hidden);
            if (hidden.Count > 0)
                Fault(declaration, $"the secret value of \"{declaration.Name}\" stands in the repository in plain text. Give it a -Vault, and its value there.", FaultSeverity.Warning);
            return new VariableDefinition
            {
                Name = declaration.Name!,
                Type = TypeOf(declaration, value),
                Value = vault is null && value is { } shown ? SecretMask.Reveal(shown) : null,
                Hidden = hidden,
                Vault = vault,
                Description = declaration.Text("Description"),
                Environments = declaration.Texts("Environment"),
                Roles = declaration.Texts("Role"),
                DisableRunAs = declaration.IsTrue("DisableRunAsSupport"),
                File = declaration.File,
                Line = declaration.Line,
            };
        }

        void Fault(Declaration declaration, string message, FaultSeverity severity) =>
            faults?.Add(new CatalogueFault(declaration.File, declaration.Line, message, severity));
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<VariableDefinition> All => [.. _variables.Values.OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The values as JSON by name: of the variables that the environment names, <c>*</c> and <c>?</c> allowed, and of those that name the environment.</summary>
    public IReadOnlyDictionary<string, string> For(string environment, IReadOnlyList<string> names, Action<string> missing)
    {
        var found = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var variable in _variables.Values.Where(variable => variable.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase))) Add(variable);
        foreach (var pattern in names)
        {
            var matches = _variables.Values.Where(variable => FileSystemName.MatchesSimpleExpression(pattern, variable.Name)).ToArray();
            foreach (var variable in matches) Add(variable);
            if (matches.Length == 0 && pattern.AsSpan().IndexOfAny('*', '?') < 0) missing(pattern);
        }

        return found;

        void Add(VariableDefinition variable)
        {
            if (variable.Value is { } value) found[variable.Name] = value;
        }
    }

    // A credential that stands in the file is one without being called so.
    private static string? TypeOf(Declaration declaration, JsonElement? value) => declaration.Text("Type") ?? (value is { ValueKind: JsonValueKind.Object } map
        && map.EnumerateObject().Count() == 2 && map.TryGetProperty("UserName", out _) && map.TryGetProperty("Password", out var password)
        && password.ValueKind == JsonValueKind.Object && password.TryGetProperty(SecretMask.Marker, out _)
            ? VariableDefinition.CredentialType
            : null);
}
