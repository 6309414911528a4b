using System.Collections.Concurrent;
using Universal.Errors;
using Universal.Variables;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>Variables of a test cluster, in memory of the process.</summary>
internal sealed class FakeVariablesGrain : Grain, IVariablesGrain
{
    public const string Needle = "needle-in-a-secret";
    private static readonly ConcurrentDictionary<string, VariableInfo> Known = new(StringComparer.OrdinalIgnoreCase);

    public static ConcurrentQueue<VariableReader> Readers { get; } = new();

    public Task<IReadOnlyList<VariableInfo>> List(VariableReader reader)
    {
        Readers.Enqueue(reader);
        return Task.FromResult<IReadOnlyList<VariableInfo>>([.. Known.Values.OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    public Task<VariableInfo?> Get(string variable, VariableReader reader) => Task.FromResult(Known.GetValueOrDefault(variable));

    public Task<VariableResult> Create(VariableChange variable, string? by)
    {
        if (variable.Name == "InRepository") return Task.FromResult(new VariableResult(VariableStatus.InRepository, Message: "It is declared in x.ps1."));
        if (string.IsNullOrEmpty(variable.Name)) return Task.FromResult(new VariableResult(VariableStatus.Invalid, Errors: new Dictionary<string, string[]> { ["name"] = ["Give one."] }));
        if (Known.ContainsKey(variable.Name)) return Task.FromResult(new VariableResult(VariableStatus.Conflict, Message: "There is one."));
        return Task.FromResult(new VariableResult(VariableStatus.Done, Known[variable.Name] = Of(variable.Name, variable, by)));
    }

    public Task<VariableResult> Change(string variable, VariableChange change, string? by) => Task.FromResult(
        Known.TryGetValue(variable, out var before) ? new VariableResult(VariableStatus.Done, Known[variable] = Of(before.Name, change, by)) : new VariableResult(VariableStatus.NotFound));

    public Task<VariableResult> Remove(string variable, bool removeSecret, string? by) =>
        Task.FromResult(new VariableResult(Known.TryRemove(variable, out _) ? VariableStatus.Done : VariableStatus.NotFound));

    public Task<SecretReading> ReadSecret(string name, VariableReader reader)
    {
        Readers.Enqueue(reader);
        return Task.FromResult(name switch
        {
            "Text" => new SecretReading(SecretReadStatus.Done, name, null, Needle),
            "Credential" => new SecretReading(SecretReadStatus.Done, name, "svc", Needle),
            "Empty" => new SecretReading(SecretReadStatus.NoValue, name, Message: "Nobody has set it."),
            "Refused" => new SecretReading(SecretReadStatus.Refused, name, Message: "Not yours."),
            "NoKey" => throw new SecretsUnavailableException("This node does not have the key abc."),
            _ => new SecretReading(SecretReadStatus.NotFound, name, Message: "There is none."),
        });
    }

    public Task<SecretKeyInfo> DescribeKey() => Task.FromResult(new SecretKeyInfo("n1", "abc", 3, null));

    private static VariableInfo Of(string name, VariableChange change, string? by) => new()
    {
        Number = 7, Name = name, Type = change.Type, Vault = change.Vault, Value = change.Vault is null ? change.Value : null, HasValue = change.Value is not null,
        Environments = change.Environments ?? [], Roles = change.Roles ?? [], Source = VariableSource.Database, ChangedBy = by,
    };
}
