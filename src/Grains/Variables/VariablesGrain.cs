using System.Globalization;
using System.Text.Json;
using Orleans.Concurrency;
using Universal.Grains.Dispatch;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Secrets;
using Universal.Persistence.Variables;
using Universal.Repository.Catalogue;
using Universal.Security;
using Universal.Variables;

namespace Universal.Grains.Variables;

/// <summary>See <see cref="IVariablesGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class VariablesGrain(
    NodeVariables variables, JobVariables jobVariables, IVariableStore store, ISecretStore secrets, SecretVault vault, VariableNews news, NodeAgents agents, LocalNode node)
    : Grain, IVariablesGrain
{
    private const int MaxTries = 10;

    public async Task<IReadOnlyList<VariableInfo>> List(VariableReader reader)
    {
        var seen = await SeenAsync(reader);
        var values = seen.Any(variable => variable.IsSecret)
            ? (await secrets.ListAsync()).ToDictionary(row => SecretStoreKey(row.Name), StringComparer.Ordinal)
            : [];
        return [.. seen.Select(variable => InfoOf(variable, values.GetValueOrDefault(SecretStoreKey(variable.Name)), reader))];
    }

    public async Task<VariableInfo?> Get(string variable, VariableReader reader) =>
        Find(await SeenAsync(reader), variable) is { } found
            ? InfoOf(found, found.IsSecret ? await secrets.GetAsync(found.Name) : null, reader)
            : null;

    public async Task<VariableResult> Create(VariableChange variable, string? by)
    {
        var faults = VariableRules.Faults(variable, isNew: true);
        VariableRules.CheckType(variable.Value, variable.Type, faults);
        var secret = SecretOf(VariableRules.VaultOf(variable), variable, faults);
        if (faults.Count > 0) return new VariableResult(VariableStatus.Invalid, Errors: faults);
        if (Find(await FreshAsync(), variable.Name!) is { } there)
        {
            // A console's New-PSUVariable -Vault for what the repository declares gives its value.
            if (there is { Row: null, IsSecret: true } && secret is not null && variable.Vault is not null) return await Change(there.Name, new VariableChange { Value = variable.Value }, by);
            return there.Row is null ? InRepository(there) : new VariableResult(VariableStatus.Conflict, Message: $"There is a variable '{there.Name}' already.");
        }

        if (secret is not null) await vault.DemandKeyAsync();
        var definition = Over(new VariableDefinition { Name = variable.Name!, Vault = VariableRules.VaultOf(variable) }, variable);
        if (!await store.PutAsync(variable.Name!, PlatformVariable.Store(definition), 0, by))
            return new VariableResult(VariableStatus.Conflict, Message: $"Somebody else created '{variable.Name}' just now.");
        // 1. It is stored: whoever creates it at the same time is refused, and touches no value. A crash here leaves a secret whose value is still to be set.
        if (secret is not null) await vault.WriteAsync(variable.Name!, secret, by);
        // 2. Its value is in the vault.
        return await DoneAsync(variable.Name!);
    }

    public async Task<VariableResult> Change(string variable, VariableChange change, string? by)
    {
        // Several changes at once are made one after the other, each on what the one before it left. A balancer that repeats a request makes two of it.
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            if (await TryChangeAsync(variable, change, by) is { } result) return result;
            await Task.Delay(Random.Shared.Next(20 * tries));
        }

        return new VariableResult(VariableStatus.Conflict, Message: $"'{variable}' is being changed by many at the same time; try again.");
    }

    /// <returns>Null: somebody else changed it meanwhile.</returns>
    private async Task<VariableResult?> TryChangeAsync(string variable, VariableChange change, string? by)
    {
        if (Find(await FreshAsync(), variable) is not { } found) return new VariableResult(VariableStatus.NotFound);
        var faults = VariableRules.Faults(change, isNew: false);
        if (change.Name is { } name && !name.Equals(found.Name, StringComparison.OrdinalIgnoreCase)) faults["name"] = ["A variable keeps its name; create another one."];
        if (change.Vault is { } other && !found.IsSecret && other.Length > 0) faults["vault"] = ["A variable does not become a secret; remove it, and create it with a vault."];
        var type = change.Type ?? found.Definition.Type;
        if (!found.IsSecret && VariableRules.IsSecretType(type)) faults["type"] = ["Values of this type lie in a vault; remove the variable, and create it with one."];
        // Of what lies in a vault the value is not known here.
        VariableRules.CheckType(change.Value ?? (found.IsSecret ? null : found.Definition.Value), type, faults);
        var secret = SecretOf(found.Definition.Vault, change with { Type = type }, faults);
        if (faults.Count > 0) return new VariableResult(VariableStatus.Invalid, Errors: faults);
        var onlyValue = change with { Value = null, Vault = null, Name = null } == new VariableChange();
        if (found.Row is null && !(found.IsSecret && secret is not null && onlyValue)) return InRepository(found);
        if (secret is not null) await vault.DemandKeyAsync();
        if (found.Row is { } row && !(secret is not null && onlyValue)
            && !await store.PutAsync(found.Name, PlatformVariable.Store(Over(found.Definition, change)), row.Version, by))
        {
            // A secret's value is written apart from the rest, and two changes at once could mix.
            return secret is null ? null : new VariableResult(VariableStatus.Conflict, Message: $"Somebody else changed '{found.Name}' at the same time; try again.");
        }

        // 1. What it is is stored, by nobody else. A crash here leaves the former value, and a repeat sets the new one.
        if (secret is not null) await vault.WriteAsync(found.Name, secret, by);
        // 2. The value is in the vault.
        return await DoneAsync(found.Name);
    }

    public async Task<VariableResult> Remove(string variable, bool removeSecret, string? by)
    {
        if (Find(await FreshAsync(), variable) is not { } found) return new VariableResult(VariableStatus.NotFound);
        if (found.Row is null && !(removeSecret && found.IsSecret)) return InRepository(found);
        // The value first: after a crash behind it a repeat finds the variable still, and goes on.
        if (removeSecret && found.IsSecret) await vault.DeleteAsync(found.Name);
        if (found.Row is not null) await store.DeleteAsync(found.Name);
        await news.TellAsync();
        return new VariableResult(VariableStatus.Done);
    }

    public async Task<SecretReading> ReadSecret(string name, VariableReader reader)
    {
        JobRecord? job = null;
        if (reader.JobId is { } id && ((job = await GrainFactory.GetGrain<IJobGrain>(id).Get()) is null || !job.State.HoldsLease()))
            return new SecretReading(SecretReadStatus.Refused, name, Message: "The job has ended.");
        if (await variables.FindAsync(name) is not { IsSecret: true } found || (job is null && !VariableRules.Allows(found.Definition, reader.Roles)))
            return new SecretReading(SecretReadStatus.NotFound, name, Message: $"There is no secret '{name}'. Declare it with New-PSUVariable -Name {name} -Vault Database.");
        if (job is not null && await jobVariables.RefusalAsync(found.Definition, job) is { } refusal)
            return new SecretReading(SecretReadStatus.Refused, found.Name, Message: refusal);
        if (await vault.ReadAsync(found.Name) is not { } secret)
        {
            return new SecretReading(
                SecretReadStatus.NoValue, found.Name,
                Message: $"The secret '{found.Name}' is declared and has no value. An administrator sets it: Set-PSUVariable -Variable {found.Name} -InputObject VALUE, or PUT /api/v1/variable/{found.Name}.");
        }

        var (user, value) = VariableRules.Read(secret);
        // The node hides it before anybody has it: what the job writes from now on is masked.
        if (job is not null && !await agents.On(SiloAddress.FromParsableString(job.NodeIncarnation!)).Hide(new AttemptKey(job.Id, job.Attempt), VariableRules.Hidden(user, value)))
            return new SecretReading(SecretReadStatus.Refused, found.Name, Message: "The attempt that asks has ended.");
        return new SecretReading(SecretReadStatus.Done, found.Name, user, value, Type: found.Definition.Type);
    }

    public async Task<SecretKeyInfo> DescribeKey()
    {
        var report = await vault.ReportAsync();
        return new SecretKeyInfo(node.Name, report.KeyId, report.Remaining, report.Reason);
    }

    private static string SecretStoreKey(string name) => name.ToUpperInvariant();

    private static PlatformVariable? Find(IEnumerable<PlatformVariable> among, string nameOrNumber)
    {
        var all = among.ToArray();
        return all.FirstOrDefault(variable => variable.Name.Equals(nameOrNumber, StringComparison.OrdinalIgnoreCase))
            ?? (long.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? all.FirstOrDefault(variable => NumberOf(variable.Name) == number) : null);
    }

    private static long NumberOf(string name) => ScriptNumber.Of(name.ToUpperInvariant());

    private static OpenSecret? SecretOf(string? vault, VariableChange change, Dictionary<string, string[]> faults)
    {
        if (vault is null && VariableRules.PlainFault(change.Value) is { } plain) faults["value"] = [plain];
        if (vault is null || change.Value is null || faults.ContainsKey("value")) return null;
        var secret = VariableRules.SecretOf(change.Value, change.Type, out var fault);
        if (fault is not null) faults["value"] = [fault];
        return secret;
    }

    private static VariableDefinition Over(VariableDefinition before, VariableChange change) => before with
    {
        Type = change.Type ?? before.Type,
        Value = before.Vault is null ? change.Value ?? before.Value : null,
        Description = change.Description ?? before.Description,
        Environments = change.Environments ?? before.Environments,
        Roles = change.Roles ?? before.Roles,
        DisableRunAs = change.DisableRunAs ?? before.DisableRunAs,
    };

    private static VariableResult InRepository(PlatformVariable variable) => new(
        VariableStatus.InRepository,
        Message: $"'{variable.Name}' is declared in {variable.Definition.File}{(variable.Definition.Line is { } line ? $":{line}" : "")} of the repository; change it there.{(variable.IsSecret ? " Only its value is set here." : "")}");

    private static VariableInfo InfoOf(PlatformVariable variable, SecretRow? secret, VariableReader reader)
    {
        var definition = variable.Definition;
        // Teams keep in plain variables what is not for everybody who may look.
        var shown = !variable.IsSecret && definition.Hidden.Count == 0 && !VariableRules.IsSecretType(definition.Type) && (reader.JobId is not null || Roles.Covers(reader.Roles, Roles.Operator));
        return new VariableInfo
        {
            Number = NumberOf(variable.Name),
            Name = variable.Name,
            Type = definition.Type,
            Value = shown ? definition.Value : null,
            Vault = definition.Vault,
            Description = definition.Description,
            Environments = definition.Environments,
            Roles = definition.Roles,
            DisableRunAs = definition.DisableRunAs,
            Source = variable.Row is null ? VariableSource.Repository : VariableSource.Database,
            File = variable.Row is null ? definition.File : null,
            Line = variable.Row is null ? definition.Line : null,
            HasValue = variable.IsSecret ? secret is not null : definition.Value is not null,
            ChangedAt = secret?.ChangedAt ?? variable.Row?.ChangedAt,
            ChangedBy = secret?.ChangedBy ?? variable.Row?.ChangedBy,
        };
    }

    private async Task<IReadOnlyList<PlatformVariable>> SeenAsync(VariableReader reader)
    {
        if (reader.JobId is not { } id) return [.. (await variables.ListAsync()).Where(variable => VariableRules.Allows(variable.Definition, reader.Roles))];
        return await GrainFactory.GetGrain<IJobGrain>(id).Get() is { } job ? await jobVariables.ListAsync(job) : [];
    }

    // A change goes by what is there, not by what this node knew.
    private Task<IReadOnlyList<PlatformVariable>> FreshAsync()
    {
        variables.Forget();
        return variables.ListAsync();
    }

    private async Task<VariableResult> DoneAsync(string name)
    {
        await news.TellAsync();
        return new VariableResult(VariableStatus.Done, await Get(name, new VariableReader(null, [Roles.Administrator])));
    }
}
