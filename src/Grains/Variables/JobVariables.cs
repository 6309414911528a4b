using System.Text.Json;
using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.Repository.Catalogue;
using Universal.Security;

namespace Universal.Grains.Variables;

/// <summary>What a job finds of the platform's variables.</summary>
/// <param name="Values">Their values as JSON by name.</param>
/// <param name="Types">Their types by name, of those that say one.</param>
/// <param name="Hidden">Texts among the values that must not be shown.</param>
public sealed record SessionVariables(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Types, IReadOnlyList<string> Hidden)
{
    /// <summary>None.</summary>
    public static SessionVariables None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(), []);

    /// <inheritdoc />
    public override string ToString() => $"{Values.Count} variables";
}

/// <summary>Decides which variables a job may use.</summary>
internal sealed class JobVariables(NodeVariables variables, ScriptEnvironments environments, IGrainFactory grains)
{
    /// <summary>The variables that the job finds in its session, or in its environment when a program runs it.</summary>
    public async Task<SessionVariables> ForAsync(JobRecord job)
    {
        var environment = environments.Find(job.Environment);
        var names = NamesOf(environment);
        // A program's environment is inherited by whatever it starts: it gets what its declaration names and nothing else.
        if (environment?.Engine == Universal.Scripts.ScriptEngine.Program) names ??= [];
        var name = environment?.Name ?? job.Environment;
        var selected = (await variables.ListAsync())
            .Where(variable => variable.Definition.Value is not null && VariableRules.Selects(variable.Definition, name, names))
            .Select(variable => variable.Definition)
            .ToArray();
        if (selected.Length == 0) return SessionVariables.None;
        var allowed = await AllowedAsync(selected, job);
        return new SessionVariables(
            allowed.ToDictionary(variable => variable.Name, variable => variable.Value!, StringComparer.OrdinalIgnoreCase),
            allowed.Where(variable => variable.Type is not null).ToDictionary(variable => variable.Name, variable => variable.Type!, StringComparer.OrdinalIgnoreCase),
            [.. allowed.SelectMany(HiddenOf)]);
    }

    /// <summary>Those of the variables that a job may read, secrets among them.</summary>
    public async Task<IReadOnlyList<PlatformVariable>> ListAsync(JobRecord job)
    {
        var environment = environments.Find(job.Environment);
        var all = (await variables.ListAsync()).Where(variable => VariableRules.Selects(variable.Definition, environment?.Name ?? job.Environment, NamesOf(environment))).ToArray();
        var allowed = (await AllowedAsync([.. all.Select(variable => variable.Definition)], job)).ToHashSet();
        return [.. all.Where(variable => allowed.Contains(variable.Definition))];
    }

    /// <summary>Why a job may not use a variable; null: it may.</summary>
    public async Task<string?> RefusalAsync(VariableDefinition variable, JobRecord job)
    {
        var environment = environments.Find(job.Environment);
        var name = environment?.Name ?? job.Environment;
        if (!VariableRules.Selects(variable, name, NamesOf(environment)))
        {
            return variable.Environments.Count > 0
                ? $"'{variable.Name}' is for scripts of {string.Join(", ", variable.Environments)}; this one runs in '{name}'."
                : $"'{variable.Name}' is not among the -Variables of the environment '{name}'.";
        }

        if (VariableRules.Allows(variable, await RolesAsync([variable], job))) return null;
        return $"'{variable.Name}' is for the roles {string.Join(", ", variable.Roles)}; {(job.Identity is null ? "nobody in particular asked for this job" : "who asked for this job has none of them")}.";
    }

    private static IReadOnlyList<string>? NamesOf(ScriptEnvironment? environment) => environment?.VariableNames;

    private static IEnumerable<string> HiddenOf(VariableDefinition variable)
    {
        foreach (var text in variable.Hidden) yield return text;
        if (!VariableRules.IsCredentialType(variable.Type) || variable.Value is null) yield break;
        using var value = JsonDocument.Parse(variable.Value);
        if (value.RootElement is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty("UserName", out var user) && map.TryGetProperty("Password", out var password))
        {
            foreach (var text in VariableRules.Hidden(user.ToString(), password.ToString())) yield return text;
        }
    }

    private async Task<IReadOnlyList<VariableDefinition>> AllowedAsync(IReadOnlyList<VariableDefinition> selected, JobRecord job)
    {
        var roles = await RolesAsync(selected, job);
        return [.. selected.Where(variable => VariableRules.Allows(variable, roles))];
    }

    // Nobody in particular, as a schedule, has no roles. Who has been disabled since has none either.
    private async Task<IReadOnlyList<string>?> RolesAsync(IReadOnlyList<VariableDefinition> wanted, JobRecord job)
    {
        if (job.Identity is null || wanted.All(variable => variable.Roles.Count == 0)) return null;
        return await grains.GetGrain<IIdentityGrain>(IdentityKeys.For(job.Identity)).Get() is { Enabled: true } identity ? identity.Roles : null;
    }
}
