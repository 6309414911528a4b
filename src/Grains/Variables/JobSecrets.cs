using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Errors;
using Universal.Jobs;
using Universal.Persistence.Secrets;

namespace Universal.Grains.Variables;

/// <summary>Parameters of a job for its script.</summary>
/// <param name="Json">The parameters, with secrets as <see cref="ParameterSecrets.Plain"/>. Null: none.</param>
/// <param name="Hidden">Texts in them that must not be shown.</param>
/// <param name="Fault">Why the script cannot have them; null: it can.</param>
/// <param name="OfTheNode">Whether the fault is this node's: it lacks the cluster's key, which another may have.</param>
internal sealed record OpenParameters(string? Json, IReadOnlyList<string> Hidden, string? Fault = null, bool OfTheNode = false)
{
    /// <inheritdoc />
    public override string ToString() => Fault ?? $"{Hidden.Count} secrets";
}

/// <summary>
/// Secrets among the parameters of jobs. They are encrypted before the job is stored, for its script alone, and readable again in the memory of the node
/// that runs it, from the moment that the output is masked.
/// </summary>
internal sealed class JobSecrets(SecretVault vault, NodeVariables variables, JobVariables rules)
{
    private const string Use = "parameter";

    /// <summary>What is wrong with the credentials that parameters name, by field. Empty: nothing.</summary>
    public async Task<IReadOnlyDictionary<string, string[]>> CredentialFaultsAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<string, string[]>();
        if (!ParameterSecrets.Has(job.Parameters, ParameterSecrets.Credential)) return faults;
        using var parameters = JsonDocument.Parse(job.Parameters!);
        foreach (var parameter in parameters.RootElement.EnumerateObject())
        {
            foreach (var credential in ParameterSecrets.TextsOf(parameter.Value.GetRawText(), ParameterSecrets.Credential))
            {
                if (await FindAsync(credential, job, cancellationToken) is { Fault: { } fault }) faults[$"parameters.{parameter.Name}"] = [fault];
            }
        }

        return faults;
    }

    /// <summary>The parameters with their secrets encrypted.</summary>
    /// <exception cref="SecretsUnavailableException">This node does not have the cluster's key.</exception>
    public async Task<string?> SealAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var sealedTexts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in ParameterSecrets.TextsOf(job.Parameters, ParameterSecrets.Plain))
            sealedTexts[text] = await vault.SealAsync(Use, job.Script, text, cancellationToken);
        return sealedTexts.Count == 0
            ? job.Parameters
            : ParameterSecrets.Replace(job.Parameters, (marker, text) => marker == ParameterSecrets.Plain ? new JsonObject { [ParameterSecrets.Sealed] = sealedTexts[text] } : null);
    }

    /// <summary>The parameters for the script. What it gets is not to be stored.</summary>
    public async Task<OpenParameters> OpenAsync(JobRecord job)
    {
        var hidden = new List<string>();
        var open = new Dictionary<(string Marker, string Text), JsonObject>();
        try
        {
            foreach (var text in ParameterSecrets.TextsOf(job.Parameters, ParameterSecrets.Sealed))
            {
                var plain = await vault.UnsealAsync(Use, job.Script, text);
                hidden.Add(plain);
                open[(ParameterSecrets.Sealed, text)] = SecretOf(plain);
            }

            foreach (var name in ParameterSecrets.TextsOf(job.Parameters, ParameterSecrets.Credential))
            {
                var found = await FindAsync(name, job, CancellationToken.None);
                if (found.Fault is { } fault) return new OpenParameters(null, [], fault);
                hidden.AddRange(VariableRules.Hidden(found.UserName, found.Password));
                open[(ParameterSecrets.Credential, name)] = new JsonObject { ["UserName"] = found.UserName, ["Password"] = SecretOf(found.Password) };
            }
        }
        catch (SecretsUnavailableException error)
        {
            return new OpenParameters(null, [], error.Message, OfTheNode: true);
        }

        return new OpenParameters(ParameterSecrets.Replace(job.Parameters, (marker, text) => open.GetValueOrDefault((marker, text))), hidden);
    }

    /// <summary>The parameters with their secrets as plain text, for a program, which knows nothing of ours.</summary>
    public static string? Reveal(string? json) =>
        ParameterSecrets.Replace(json, (marker, text) => marker == ParameterSecrets.Plain ? JsonValue.Create(text) : null);

    private static JsonObject SecretOf(string text) => new() { [ParameterSecrets.Plain] = text };

    private async Task<(string UserName, string Password, string? Fault)> FindAsync(string name, JobRecord job, CancellationToken cancellationToken)
    {
        if (await variables.FindAsync(name, cancellationToken) is not { } found)
            return Refused($"There is no credential variable '{name}'. Name one, or give an object of userName and password.");
        if (await rules.RefusalAsync(found.Definition, job) is { } refusal) return Refused(refusal);
        var secret = !found.IsSecret
            ? VariableRules.IsCredentialType(found.Definition.Type) && found.Definition.Value is { } value ? VariableRules.SecretOf(value, found.Definition.Type, out _) : null
            : await vault.ReadAsync(found.Name, cancellationToken);
        if (secret is null && found.IsSecret) return Refused($"The credential '{found.Name}' is declared and has no value. An administrator sets it: Set-PSUVariable -Variable {found.Name} -InputObject (Get-Credential).");
        return secret is not null && VariableRules.Read(secret) is { UserName: { } user } credential ? (user, credential.Value, null) : Refused($"The variable '{found.Name}' is no credential.");

        static (string, string, string?) Refused(string fault) => ("", "", fault);
    }
}
