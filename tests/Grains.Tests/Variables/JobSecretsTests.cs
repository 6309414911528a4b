using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Universal.Catalogue;
using Universal.Grains.Execution;
using Universal.Grains.Tests.Git;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Persistence;
using Universal.Persistence.Secrets;
using Universal.Persistence.Settings;
using Universal.Persistence.Variables;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Tests.Variables;

/// <summary>Secrets among a job's parameters: what is stored, and what the script gets.</summary>
public sealed class JobSecretsTests : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SecretVault _vault;
    private readonly FakeVariableStore _variables = new();
    private readonly JobSecrets _secrets;

    public JobSecretsTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(Path.GetTempPath(), "not-opened.db")}",
            ["Secrets:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        }).Build();
        _services = new ServiceCollection().AddPersistence(configuration).AddSingleton<ISecretStore>(new FakeSecretStore()).AddSingleton<ISettingStore>(new FakeSettings()).BuildServiceProvider();
        _vault = _services.GetRequiredService<SecretVault>();
        var catalogue = new NoCatalogue();
        var known = new NodeVariables(catalogue, _variables, TimeProvider.System);
        _secrets = new JobSecrets(_vault, known, new JobVariables(known, new ScriptEnvironments(Options.Create(new ScriptHostOptions()), catalogue), null!));
    }

    [Fact]
    public async Task Seal_SecretParameter_IsNotInWhatIsStored_AndComesBackForItsScript()
    {
        var job = JobOf("""{"Login":{"UserName":"u","Password":{"$secret":"p@ss-1"}},"Pin":{"$secret":"p1n!"},"Plain":1}""");
        var stored = job with { Parameters = await _secrets.SealAsync(job, CancellationToken.None) };
        Assert.DoesNotContain("p@ss-1", stored.Parameters);
        Assert.DoesNotContain("p1n!", stored.Parameters);
        Assert.DoesNotContain("p@ss-1", ParameterSecrets.Hide(stored.Parameters));

        var open = await _secrets.OpenAsync(stored);
        Assert.Null(open.Fault);
        Assert.Equal(["p@ss-1", "p1n!"], open.Hidden);
        using var json = JsonDocument.Parse(open.Json!);
        Assert.Equal("p@ss-1", json.RootElement.GetProperty("Login").GetProperty("Password").GetProperty("$secret").GetString());
        Assert.Equal("""{"Login":{"UserName":"u","Password":"p@ss-1"},"Pin":"p1n!","Plain":1}""", JobSecrets.Reveal(open.Json));
    }

    [Fact]
    public async Task Open_SealedParameterInAnotherScriptsJob_IsRefused()
    {
        var job = JobOf("""{"Pin":{"$secret":"p1n!"}}""");
        var moved = job with { Parameters = await _secrets.SealAsync(job, CancellationToken.None), Script = "print-it.ps1" };
        var open = await _secrets.OpenAsync(moved);
        Assert.Null(open.Json);
        Assert.Contains("moved from its place", open.Fault);
    }

    [Fact]
    public async Task Credential_ByName_IsReadWhenTheScriptStarts()
    {
        await _variables.PutAsync("Mailer", PlatformVariable.Store(new VariableDefinition { Name = "Mailer", Vault = "Database", Type = "PSCredential" }), 0, null);
        var job = JobOf("""{"Login":{"$credential":"mailer"}}""");
        Assert.Contains("has no value", Assert.Single(await _secrets.CredentialFaultsAsync(job, CancellationToken.None)).Value[0]);
        await _vault.WriteAsync("Mailer", new OpenSecret(SecretKind.Credential, """{"UserName":"svc","Password":"p@ss-2"}"""), null);

        Assert.Empty(await _secrets.CredentialFaultsAsync(job, CancellationToken.None));
        Assert.DoesNotContain("p@ss-2", await _secrets.SealAsync(job, CancellationToken.None));
        var open = await _secrets.OpenAsync(job);
        Assert.Contains("p@ss-2", open.Hidden);
        Assert.Equal("""{"Login":{"UserName":"svc","Password":"p@ss-2"}}""", JobSecrets.Reveal(open.Json));
    }

    [Fact]
    public async Task Credential_ThatIsNotThere_IsAFaultOfItsParameter()
    {
        var fault = Assert.Single(await _secrets.CredentialFaultsAsync(JobOf("""{"Login":{"$credential":"Nobody"}}"""), CancellationToken.None));
        Assert.Equal("parameters.Login", fault.Key);
        Assert.Contains("no credential variable 'Nobody'", fault.Value[0]);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static JobRecord JobOf(string parameters) => new() { Id = 1, Script = "use.ps1", Environment = "PowerShell", Parameters = parameters };

    private sealed class NoCatalogue : ICatalogue
    {
        public CatalogueSnapshot Current => CatalogueSnapshot.Empty;

        public IReadOnlyList<CatalogueFault> Faults => [];
    }
}
