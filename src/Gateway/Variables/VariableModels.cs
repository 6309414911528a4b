using System.Text.Json;
using Universal.Variables;

namespace Universal.Gateway.Variables;

/// <summary>A platform variable. The value of a secret is never in it.</summary>
/// <param name="Id">Number that stands for the name.</param>
/// <param name="Name">Name. Letter case does not matter.</param>
/// <param name="Value">Value. Null: it has none, it is secret, or it is not the caller's to see.</param>
/// <param name="Type">Type, as System.String or PSCredential.</param>
/// <param name="Vault">The vault that has the value: it is a secret.</param>
/// <param name="Description">What it is for.</param>
/// <param name="DisableRunAsSupport">Whether it is not offered as a credential to run as.</param>
/// <param name="Environment">Environments whose scripts see it; none: those that do not say which variables they want.</param>
/// <param name="Role">Roles that may use it; none: all.</param>
/// <param name="Database">Whether it lies in the database and can be changed here. The others are declared in the repository.</param>
/// <param name="HasValue">Whether there is a value; of a secret, whether it was set.</param>
/// <param name="File">File of the repository that declares it.</param>
/// <param name="Line">Line in that file.</param>
/// <param name="ChangedAt">When it was changed here.</param>
/// <param name="ChangedBy">By whom.</param>
internal sealed record VariableModel(
    long Id, string Name, JsonElement? Value, string? Type, string? Vault, string? Description, bool DisableRunAsSupport, IReadOnlyList<string> Environment,
    IReadOnlyList<string> Role, bool Database, bool HasValue, string? File, int? Line, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    public static VariableModel Of(VariableInfo variable) => new(
        variable.Number, variable.Name, variable.Value is { } value ? JsonSerializer.Deserialize<JsonElement>(value) : null, variable.Type, variable.Vault,
        variable.Description, variable.DisableRunAs, variable.Environments, variable.Roles, variable.Source == VariableSource.Database, variable.HasValue,
        variable.File, variable.Line, variable.ChangedAt, variable.ChangedBy);
}

/// <summary>A new variable, or a change of one; what is left out stays, or is the default.</summary>
/// <param name="Name">Name: 1 to 100 letters, digits, underscores, dots and dashes.</param>
/// <param name="Value">Value: any JSON; of a credential an object of userName and password.</param>
/// <param name="InputObject">The same, as PSU's cmdlets call it.</param>
/// <param name="Type">Type, as System.String or PSCredential.</param>
/// <param name="Vault">Database or BuiltInLocalVault makes it a secret.</param>
/// <param name="Description">What it is for.</param>
/// <param name="DisableRunAsSupport">Whether it is not offered as a credential to run as.</param>
/// <param name="Environment">Environments whose scripts see it.</param>
/// <param name="Role">Roles that may use it.</param>
/// <param name="Force">Of a new one: replaces what is there.</param>
/// <param name="Database">PSU's way of saying that it lies in the database, where all of these do; false is refused.</param>
internal sealed record VariableBody(
    string? Name, JsonElement? Value, JsonElement? InputObject, string? Type, string? Vault, string? Description, bool? DisableRunAsSupport, string[]? Environment,
    string[]? Role, bool? Force, bool? Database)
{
    /// <summary>The change that it asks for. Null: the value is not UTF-8, which nothing looks at while JSON is only taken apart.</summary>
    public VariableChange? ToChange()
    {
        try
        {
            return new VariableChange
            {
                Name = Name,
                Type = Type,
                Value = (Value ?? InputObject)?.GetRawText(),
                Vault = Vault,
                Description = Description,
                Environments = Environment,
                Roles = Role,
                DisableRunAs = DisableRunAsSupport,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What it gives, for the audit log: names of fields and nothing else.</summary>
    public string Fields => string.Join(
        ", ",
        new[]
        {
            Value is null && InputObject is null ? null : "value", Type is null ? null : "type", Vault is null ? null : "vault", Description is null ? null : "description",
            DisableRunAsSupport is null ? null : "disableRunAsSupport", Environment is null ? null : "environment", Role is null ? null : "role",
        }.OfType<string>());

    /// <inheritdoc />
    public override string ToString() => $"{Name}: {Fields}";
}

/// <summary>The value of a secret.</summary>
/// <param name="Name">Its name, as it is declared.</param>
/// <param name="UserName">Of a credential, its name; otherwise null.</param>
/// <param name="Value">The text, or the password; of what is no text, its JSON.</param>
/// <param name="Type">The type that is declared for it, as System.Collections.Hashtable; otherwise null.</param>
internal sealed record SecretValueModel(string Name, string? UserName, string Value, string? Type)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>How the answering node stands to the key of the secrets.</summary>
/// <param name="Node">The node.</param>
/// <param name="KeyId">Id of the key that is in force; null: the node does not have it.</param>
/// <param name="Remaining">How many values are encrypted with a former key still. 0: former keys can be taken out of the configuration.</param>
/// <param name="Reason">Why the node cannot use secrets, and what to do.</param>
internal sealed record SecretKeyModel(string Node, string? KeyId, long? Remaining, string? Reason);
