using System.Text.Json;
using Universal.Persistence.Variables;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Variables;

/// <summary>A variable of the platform, from wherever it comes.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Row">Its row in the database; null: the repository declares it.</param>
internal sealed record PlatformVariable(VariableDefinition Definition, VariableRow? Row)
{
    public string Name => Definition.Name;

    public bool IsSecret => Definition.Vault is not null;

    public static PlatformVariable Of(VariableRow row)
    {
        var stored = JsonSerializer.Deserialize<Stored>(row.Definition)!;
        return new PlatformVariable(
            new VariableDefinition
            {
                Name = row.Name,
                Type = stored.Type,
                Value = stored.Value?.GetRawText(),
                Vault = stored.Vault,
                Description = stored.Description,
                Environments = stored.Environments ?? [],
                Roles = stored.Roles ?? [],
                DisableRunAs = stored.DisableRunAs,
            },
            row);
    }

    /// <summary>What the row of a variable holds. The value of a secret is not in it.</summary>
    public static string Store(VariableDefinition definition) => JsonSerializer.Serialize(new Stored(
        definition.Type, definition.Vault is null && definition.Value is { } value ? JsonSerializer.Deserialize<JsonElement>(value) : null, definition.Vault,
        definition.Description, definition.Environments, definition.Roles, definition.DisableRunAs));

    private sealed record Stored(
        string? Type, JsonElement? Value, string? Vault, string? Description, IReadOnlyList<string>? Environments, IReadOnlyList<string>? Roles, bool DisableRunAs);
}
