using System.IO.Enumeration;
using System.Text.Json;
using System.Text.RegularExpressions;
using Universal.Jobs;
using Universal.Persistence.Secrets;
using Universal.Repository.Catalogue;
using Universal.Security;
using Universal.Variables;

namespace Universal.Grains.Variables;

/// <summary>What counts for variables and secrets, as pure functions.</summary>
internal static partial class VariableRules
{
    private const int MaxValue = 1024 * 1024;
    private const int MaxText = 4_000;
    private static readonly string[] Vaults = ["Database", "BuiltInLocalVault"];

    /// <summary>
    /// Whether scripts of an environment see a variable: it names the environment, or the environment names it; and when it names none and the environment
    /// says nothing, all do.
    /// </summary>
    /// <param name="variable">The variable.</param>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="names">What the environment names, <c>*</c> and <c>?</c> allowed; null: it says nothing.</param>
    public static bool Selects(VariableDefinition variable, string environment, IReadOnlyList<string>? names) =>
        variable.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase)
        || (names is null ? variable.Environments.Count == 0 : names.Any(name => FileSystemName.MatchesSimpleExpression(name, variable.Name)));

    /// <summary>Whether somebody with these roles may use it. Null: nobody in particular, who may use what is for all.</summary>
    public static bool Allows(VariableDefinition variable, IReadOnlyList<string>? roles) =>
        variable.Roles.Count == 0 || (roles is not null && variable.Roles.Any(role => Roles.Covers(roles, role)));

    /// <summary>Whether its value can only lie in a vault.</summary>
    public static bool IsSecretType(string? type) => IsCredentialType(type) || ShortType(type) is "securestring";

    /// <summary>Whether it is a name with a password.</summary>
    public static bool IsCredentialType(string? type) => ShortType(type) is "pscredential";

    /// <summary>The vault of a new variable; null: it is no secret.</summary>
    public static string? VaultOf(VariableChange change) =>
        string.IsNullOrEmpty(change.Vault) ? IsSecretType(change.Type) ? Vaults[0] : null : change.Vault;

    /// <summary>What is wrong with a value that is kept as it is: it holds a secure string. Null: nothing.</summary>
    public static string? PlainFault(string? value) => ParameterSecrets.Has(value, ParameterSecrets.Plain)
        ? "It holds a secure string or a credential. Only a variable with a -Vault keeps them, one in each."
        : null;

    /// <summary>The value for the vault, or why it is none.</summary>
    public static OpenSecret? SecretOf(string value, string? type, out string? fault)
    {
        fault = null;
        value = JobSecrets.Reveal(value)!;
        using var document = JsonDocument.Parse(value);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && Member(root, "userName") is { } user && Member(root, "password") is { } password)
        {
            if (ShortType(type) is "securestring" or "string") fault = $"The value of a {type} is text, not a name with a password.";
            return new OpenSecret(SecretKind.Credential, JsonSerializer.Serialize(new StoredCredential(user, password)));
        }

        if (IsCredentialType(type)) fault = "The value of a credential is an object of userName and password.";
        else if (root.ValueKind == JsonValueKind.Null) fault = "Give a value.";
        else if (ShortType(type) is "securestring" && root.ValueKind != JsonValueKind.String) fault = "The value of a secure string is text.";
        return fault is null ? new OpenSecret(SecretKind.Text, root.ValueKind == JsonValueKind.String ? root.GetString()! : value) : null;
    }

    /// <summary>Name and text of a secret. The name is null of what is no credential.</summary>
    public static (string? UserName, string Value) Read(OpenSecret secret)
    {
        if (secret.Kind != SecretKind.Credential) return (null, secret.Text);
        var credential = JsonSerializer.Deserialize<StoredCredential>(secret.Text)!;
        return (credential.UserName, credential.Password);
    }

    /// <summary>What of a secret must not be shown: the text, or the password; and both together as the header of a request has them.</summary>
    public static IReadOnlyList<string> Hidden(string? userName, string value) => userName is null
        ? [value]
        : [value, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{userName}:{value}"))];

    /// <summary>Every fault of a new variable, or of a change. Empty: none.</summary>
    public static Dictionary<string, string[]> Faults(VariableChange change, bool isNew)
    {
        var faults = new Dictionary<string, string[]>();
        if (isNew && (change.Name is null || !Name().IsMatch(change.Name)))
            faults["name"] = ["Must be 1 to 100 letters, digits, underscores, dots and dashes, and begin with a letter, digit or underscore."];
        if (isNew && VaultOf(change) is { } vault && !Vaults.Contains(vault, StringComparer.OrdinalIgnoreCase))
            faults["vault"] = [$"Can be {string.Join(" or ", Vaults)}: the same, Universal's own vault. No other can be reached."];
        if (change.Value is { Length: > MaxValue }) faults["value"] = [$"Must have at most {MaxValue} characters."];
        else if (change.Value is { } value && !IsReadable(value)) faults["value"] = ["Must be JSON without half of a surrogate pair in its texts and names."];
        if (change.Type is { Length: > 200 }) faults["type"] = ["Must have at most 200 characters."];
        if (change.Description is { Length: > MaxText }) faults["description"] = [$"Must have at most {MaxText} characters."];
        return faults;
    }

    /// <summary>Adds a fault when a value cannot be one of its type.</summary>
    /// <param name="value">The value as JSON; null: it is not known.</param>
    /// <param name="type">The type.</param>
    /// <param name="faults">Where the fault goes.</param>
    public static void CheckType(string? value, string? type, Dictionary<string, string[]> faults)
    {
        if (value is null || faults.ContainsKey("value")) return;
        using var document = JsonDocument.Parse(value);
        if (VariableValue.Fault(document.RootElement, type) is { } fault) faults["value"] = [fault];
    }

    // An escape as \ud800 alone is JSON by its grammar, and no text: nobody could read the value again.
    private static bool IsReadable(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            ReadTexts(document.RootElement);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }

    private static string? ShortType(string? type) => type?[(type.LastIndexOf('.') + 1)..].ToLowerInvariant();

    private static string? Member(JsonElement element, string name) => element.EnumerateObject()
        .FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private sealed record StoredCredential(string UserName, string Password);

    [GeneratedRegex(@"^\w[\w.\-]{0,99}$")]
    private static partial Regex Name();
}
