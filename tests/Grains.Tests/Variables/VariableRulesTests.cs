using Universal.Grains.Jobs;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Persistence.Secrets;
using Universal.Repository.Catalogue;
using Universal.Scripts;
using Universal.Variables;

namespace Universal.Grains.Tests.Variables;

/// <summary>Who sees which variable, and what a value may be.</summary>
public sealed class VariableRulesTests
{
    [Theory]
    //          variable is for  environment says   seen
    [InlineData(null,            null,              true)]
    [InlineData("Ops",           null,              true)]
    [InlineData("Other",         null,              false)]
    [InlineData(null,            "",                false)]
    [InlineData(null,            "Site",            true)]
    [InlineData(null,            "site*",           true)]
    [InlineData(null,            "Port",            false)]
    [InlineData("Other",         "*",               true)]
    [InlineData("OPS",           "Port",            true)]
    public void Selects_EnvironmentAndVariable(string? isFor, string? says, bool seen) => Assert.Equal(
        seen,
        VariableRules.Selects(new VariableDefinition { Name = "Site", Environments = isFor is null ? [] : [isFor] }, "Ops", says is null ? null : says.Length == 0 ? [] : [says]));

    [Theory]
    [InlineData("", null, true)]
    [InlineData("", "Reader", true)]
    [InlineData("Ops", null, false)]
    [InlineData("Ops", "Execute", false)]
    [InlineData("ops", "Ops", true)]
    [InlineData("Ops", "Administrator", true)]
    [InlineData("Execute", "Operator", true)]
    public void Allows_Roles(string wanted, string? held, bool allowed) => Assert.Equal(
        allowed, VariableRules.Allows(new VariableDefinition { Name = "Site", Roles = wanted.Length == 0 ? [] : [wanted] }, held is null ? null : [held]));

    [Theory]
    [InlineData("\"text\"", null, SecretKind.Text, "text")]
    [InlineData("5", null, SecretKind.Text, "5")]
    [InlineData("""{"a":1}""", "System.Object", SecretKind.Text, """{"a":1}""")]
    [InlineData("""{"UserName":"u","Password":"p"}""", null, SecretKind.Credential, """{"UserName":"u","Password":"p"}""")]
    [InlineData("""{"password":"p","userName":"u"}""", "System.Management.Automation.PSCredential", SecretKind.Credential, """{"UserName":"u","Password":"p"}""")]
    public void SecretOf_Value(string value, string? type, SecretKind kind, string text) =>
        Assert.Equal(new OpenSecret(kind, text), VariableRules.SecretOf(value, type, out _));

    [Theory]
    [InlineData("\"text\"", "PSCredential")]
    [InlineData("null", null)]
    public void SecretOf_NoValue_SaysWhy(string value, string? type)
    {
        Assert.Null(VariableRules.SecretOf(value, type, out var fault));
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("a b", null, "name")]
    [InlineData("", null, "name")]
    [InlineData("a", "AzureKeyVault", "vault")]
    public void Faults_OfANewOne(string name, string? vault, string field) =>
        Assert.Equal([field], VariableRules.Faults(new VariableChange { Name = name, Vault = vault }, isNew: true).Keys);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("""{"userName":"u","password":"\ud800"}""")]
    [InlineData("""{"userName":"\udc00","password":"p"}""")]
    [InlineData("""["a",{"\ud800":1}]""")]
    public void Faults_HalfOfASurrogatePair_IsAFaultOfTheValue(string value)
    {
        Assert.Equal(["value"], VariableRules.Faults(new VariableChange { Name = "a", Value = value }, isNew: true).Keys);
        Assert.Equal(["value"], VariableRules.Faults(new VariableChange { Value = value }, isNew: false).Keys);
    }

    [Theory]
    [InlineData("\"false\"", "Boolean", false)]
    [InlineData("\"maybe\"", "Boolean", true)]
    [InlineData("\"maybe\"", null, false)]
    [InlineData(null, "Boolean", false)]
    public void Type_ThatTheValueIsNot_IsAFaultOfTheValue(string? value, string? type, bool isFault)
    {
        var faults = new Dictionary<string, string[]>();
        VariableRules.CheckType(value, type, faults);
        Assert.Equal(isFault ? ["value"] : [], faults.Keys);
    }

    [Fact]
    public void Faults_WholeSurrogatePairs_AreNone() =>
        Assert.Empty(VariableRules.Faults(new VariableChange { Name = "a", Value = """["\ud83d\ude00",{"😀":null},1.5,true]""" }, isNew: true));

    [Fact]
    public void Texts_OfSecrets_AreInNoToString()
    {
        Assert.DoesNotContain("needle", new OpenSecret(SecretKind.Text, "needle").ToString());
        Assert.DoesNotContain("needle", new SecretReading(SecretReadStatus.Done, "n", "u", "needle").ToString());
        Assert.DoesNotContain("needle", new VariableChange { Name = "n", Value = "needle" }.ToString());
        Assert.DoesNotContain("needle", new VariableInfo { Name = "n", Number = 1, Value = "needle" }.ToString());
        Assert.DoesNotContain("needle", new VariableDefinition { Name = "n", Value = "needle", Hidden = ["needle"] }.ToString());
        Assert.DoesNotContain("needle", new SessionVariables(new Dictionary<string, string> { ["n"] = "needle" }, new Dictionary<string, string>(), ["needle"]).ToString());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("Default", null, null)]
    [InlineData(null, "Service", "Service")]
    [InlineData("Mine", "Service", "Mine")]
    public void Credential_OfTheRequestOrTheScript(string? request, string? script, string? credential)
    {
        var definition = new ScriptDefinition { Path = "a.ps1", Name = "a.ps1", Number = 1, Environment = "PowerShell", Credential = script };
        Assert.Equal(credential, JobRequestReader.CredentialOf(new JobRequest { Script = "a.ps1", Credential = request }, definition));
        var job = JobRequestReader.Read(new JobRequest { Script = "a.ps1", Credential = request }, definition, null, null, [], [], DateTimeOffset.UnixEpoch, out var errors);
        Assert.Equal(credential is null, job is not null);
        if (credential is not null) Assert.Contains($"'{credential}'", errors["credential"][0]);
    }
}
