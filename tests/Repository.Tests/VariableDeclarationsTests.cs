using System.Text.Json;
using Universal.Catalogue;
using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

/// <summary>What <c>New-PSUVariable</c> declares.</summary>
public sealed class VariableDeclarationsTests
{
    [Theory]
    [InlineData("""{"Name":"A","Value":"x","Type":"System.String","Description":"d","Environment":"Ops","Role":["Ops"]}""", "\"x\"", null, "System.String", null)]
    [InlineData("""{"Name":"A","InputObject":5}""", "5", null, null, null)]
    [InlineData("""{"Name":"A","Vault":"database","Type":"PSCredential"}""", null, "database", "PSCredential", null)]
    [InlineData("""{"Name":"A","Vault":"BuiltInLocalVault"}""", null, "BuiltInLocalVault", null, null)]
    [InlineData("""{"Name":"A","Vault":"AzureKeyVault"}""", null, "AzureKeyVault", null, "cannot be reached")]
    [InlineData("""{"Name":"A","Vault":"Database","InputObject":"needle"}""", null, "Database", null, "is not used")]
    [InlineData("""{"Name":"A","Value":{"$secret":"needle"}}""", "\"needle\"", null, null, "in plain text")]
    [InlineData("""{"Name":"A","Value":{"Password":{"$secret":"needle"},"UserName":"u"}}""", """{"Password":"needle","UserName":"u"}""", null, "PSCredential", "in plain text")]
    [InlineData("""{"Name":"A","Value":{"$script":"needle","$line":1}}""", null, null, null, "script block")]
    public void Read_OneOfEachKind(string properties, string? value, string? vault, string? type, string? fault)
    {
        var (variables, faults) = Read(properties);
        var variable = Assert.Single(variables);
        Assert.Equal(("A", value, vault, type), (variable.Name, variable.Value, variable.Vault, variable.Type));
        Assert.Equal(fault is null ? 0 : 1, faults.Count);
        if (fault is not null) Assert.Contains(fault, faults[0].Message);
        Assert.All(faults, found => Assert.DoesNotContain("needle", found.Message));
        Assert.Equal(value?.Contains("needle", StringComparison.Ordinal) == true ? ["needle"] : [], variable.Hidden);
    }

    [Theory]
    [InlineData("\"false\"", "System.Boolean", true)]
    [InlineData("\"False\"", "bool", true)]
    [InlineData("\"0\"", "Boolean", true)]
    [InlineData("false", "Boolean", true)]
    [InlineData("\"no\"", "System.Boolean", false)]
    [InlineData("[]", "Boolean", false)]
    [InlineData("\"12\"", "Int32", true)]
    [InlineData("\"twelve\"", "Int32", false)]
    [InlineData("\"1,5\"", "System.Decimal", false)]
    [InlineData("\"twelve\"", "My.Type", true)]
    public void Value_ThatIsNoneOfItsType_IsAFaultOfTheVariable(string value, string type, bool sound)
    {
        var (variables, faults) = Read($$"""{"Name":"A","Value":{{value}},"Type":"{{type}}"}""");
        Assert.Equal(sound ? value : null, Assert.Single(variables).Value);
        Assert.Equal(sound ? [] : [FaultSeverity.Error], faults.Select(fault => fault.Severity));
    }

    [Theory]
    [InlineData("""{"Path":"a.ps1","Credential":"Service"}""", "Service")]
    [InlineData("""{"Path":"a.ps1","Credential":"Default"}""", null)]
    [InlineData("""{"Path":"a.ps1"}""", null)]
    public void Script_WithACredential_KeepsItAndIsRefused(string properties, string? credential)
    {
        List<CatalogueFault> faults = [];
        var script = Assert.Single(ScriptDeclarations.Read([Declaration("script", properties)], "/repository", faults));
        Assert.Equal(credential, script.Definition.Credential);
        Assert.Equal(credential is null ? [] : [FaultSeverity.Refused], faults.Select(fault => fault.Severity));
    }

    [Theory]
    [InlineData(true, "not built yet on Windows")]
    [InlineData(false, "only Windows can")]
    public void Refusal_NamesTheCredentialAndWhatToDo(bool windows, string why)
    {
        var text = RunAs.Refusal("Service", windows);
        Assert.Contains("'Service'", text);
        Assert.Contains(why, text);
        Assert.Contains("Take the -Credential out", text);
    }

    private static (IReadOnlyList<VariableDefinition> Variables, List<CatalogueFault> Faults) Read(params string[] properties)
    {
        List<CatalogueFault> faults = [];
        var document = ConfigurationDocument.Empty with { Declarations = [.. properties.Select(text => Declaration("variable", text))] };
        return (new VariableDeclarations(document, faults).All, faults);
    }

    private static Declaration Declaration(string kind, string properties)
    {
        var element = JsonSerializer.Deserialize<JsonElement>(properties);
        return new Declaration(kind, element.TryGetProperty("Name", out var name) ? name.GetString() : null, ".universal/x.ps1", 3, element);
    }
}
