using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Universal.Catalogue;
using Universal.Errors;
using Universal.Grains.Nodes;
using Universal.Grains.Tests.Git;
using Universal.Grains.Variables;
using Universal.Persistence;
using Universal.Persistence.Secrets;
using Universal.Persistence.Settings;
using Universal.Repository.Catalogue;
using Universal.Variables;

namespace Universal.Grains.Tests.Variables;

/// <summary>Changes of secrets by two nodes at once, and while the database fails: what a variable is and its value are written one after the other.</summary>
public sealed class VariablesGrainTests : IAsyncDisposable
{
    private const string Name = "Key";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-variables-");
    private readonly FakeVariableStore _variables = new();
    private readonly FakeSecretStore _secrets = new();
    private readonly List<ServiceProvider> _services = [];
    private readonly SecretVault _vault;

    public VariablesGrainTests() => _vault = NewVault(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public async Task Create_AnotherNodeWasFirstJustNow_LeavesItsValue()
    {
        VariablesGrain one = NewNode(_vault), other = NewNode(_vault);
        _variables.AfterList = async () => Assert.Equal(VariableStatus.Done, (await other.Create(Secret("first"), "other")).Status);

        Assert.Equal(VariableStatus.Conflict, (await one.Create(Secret("second"), "one")).Status);

        Assert.Equal("first", await ReadAsync());
    }

    [Fact]
    public async Task Create_AnotherNodeWasFirstAndThisOneWasNotTold_LeavesItsValue()
    {
        VariablesGrain one = NewNode(_vault), other = NewNode(_vault);
        Assert.Empty(await one.List(new VariableReader(null, ["Administrator"])));
        Assert.Equal(VariableStatus.Done, (await other.Create(Secret("first"), "other")).Status);

        Assert.Equal(VariableStatus.Conflict, (await one.Create(Secret("second"), "one")).Status);

        Assert.Equal("first", await ReadAsync());
    }

    [Fact]
    public async Task Create_WithoutTheKey_CreatesNothing()
    {
        var one = NewNode(NewVault(null));

        await Assert.ThrowsAsync<SecretsUnavailableException>(() => one.Create(Secret("value"), null));

        Assert.Empty(_variables.Rows);
    }

    [Fact]
    public async Task Create_ValueCannotBeWritten_IsSetLater()
    {
        var one = NewNode(_vault);
        _secrets.IsDown = true;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => one.Create(Secret("value"), null));
        _secrets.IsDown = false;

        Assert.Equal(VariableStatus.Done, (await one.Change(Name, new VariableChange { Value = "\"value\"" }, null)).Status);

        Assert.Equal("value", await ReadAsync());
    }

    [Fact]
    public async Task Change_AnotherNodeWasFirstJustNow_LeavesItsValue()
    {
        VariablesGrain one = NewNode(_vault), other = NewNode(_vault);
        await one.Create(Secret("before"), "one");
        _variables.AfterList = async () => Assert.Equal(VariableStatus.Done, (await other.Change(Name, Secret("first") with { Description = "other's" }, "other")).Status);

        Assert.Equal(VariableStatus.Conflict, (await one.Change(Name, Secret("second") with { Description = "one's" }, "one")).Status);

        Assert.Equal("first", await ReadAsync());
    }

    [Fact]
    public async Task Change_AnotherNodeChangedSomethingElseJustNow_BothChangesAreMade()
    {
        VariablesGrain one = NewNode(_vault), other = NewNode(_vault);
        await one.Create(new VariableChange { Name = Name, Value = "1" }, "one");
        _variables.AfterList = async () => Assert.Equal(VariableStatus.Done, (await other.Change(Name, new VariableChange { Description = "other's" }, "other")).Status);

        Assert.Equal(VariableStatus.Done, (await one.Change(Name, new VariableChange { Value = "2" }, "one")).Status);

        var stored = await one.Get(Name, new VariableReader(null, ["Administrator"]));
        Assert.Equal(("2", "other's"), (stored!.Value, stored.Description));
    }

    [Fact]
    public async Task Remove_ValueCannotBeRemoved_IsRemovedByARepeat()
    {
        var one = NewNode(_vault);
        await one.Create(Secret("value"), null);
        _secrets.IsDown = true;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => one.Remove(Name, removeSecret: true, null));
        _secrets.IsDown = false;

        Assert.Equal(VariableStatus.Done, (await one.Remove(Name, removeSecret: true, null)).Status);

        Assert.Null(await ReadAsync());
        Assert.Empty(_variables.Rows);
    }

    [Fact]
    public async Task Create_HalfOfASurrogatePair_IsAFaultOfTheValue()
    {
        var one = NewNode(_vault);
        foreach (var value in new[] { "\"\\ud800\"", """{"userName":"u","password":"\udc00"}""", """{"\ud800":1}""" })
        {
            foreach (var vault in new[] { "Database", null })
            {
                var result = await one.Create(new VariableChange { Name = Name, Vault = vault, Value = value }, null);
                Assert.Equal((VariableStatus.Invalid, "value"), (result.Status, Assert.Single(result.Errors!).Key));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services) await services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static VariableChange Secret(string value) => new() { Name = Name, Vault = "Database", Value = JsonSerializer.Serialize(value) };

    private async Task<string?> ReadAsync() => (await _vault.ReadAsync(Name))?.Text;

    // One whose calls stay in this process: it asks no job, and there is no other member to tell.
    private VariablesGrain NewNode(SecretVault vault)
    {
        var known = new NodeVariables(new NoCatalogue(), _variables, TimeProvider.System);
        return new VariablesGrain(known, null!, _variables, _secrets, vault, new VariableNews(known, new LiveNodes(new FakeMembership()), null!, TimeProvider.System), null!, null!);
    }

    private SecretVault NewVault(string? key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            // It is not opened: what is read and written is in the fakes.
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "none.db")}",
            ["Secrets:Key"] = key,
        }).Build();
        _services.Add(new ServiceCollection().AddPersistence(configuration).AddSingleton<ISecretStore>(_secrets).AddSingleton<ISettingStore>(new FakeSettings()).BuildServiceProvider());
        return _services[^1].GetRequiredService<SecretVault>();
    }

    private sealed class NoCatalogue : ICatalogue
    {
        public CatalogueSnapshot Current => CatalogueSnapshot.Empty;

        public IReadOnlyList<CatalogueFault> Faults => [];
    }
}
