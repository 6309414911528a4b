using Universal.Grains.Variables;
using Universal.Jobs;

namespace Universal.Grains.Tests.Variables;

/// <summary>Secrets in parameters and in CLIXML, where people look.</summary>
public sealed class ParameterSecretsTests
{
    [Theory]
    [InlineData("""{"Pin":{"$secret":"p1n!"}}""", """{"Pin":"***"}""")]
    [InlineData("""{"Pin":{"$sealed":"k:x"},"a":[{"b":{"$secret":"p1n!"}}]}""", """{"Pin":"***","a":[{"b":"***"}]}""")]
    [InlineData("""{"Login":{"UserName":"u","Password":{"$secret":"p1n!"}}}""", """{"Login":{"UserName":"u","Password":"***"}}""")]
    [InlineData("""{"Login":{"$credential":"Mailer"}}""", """{"Login":"Mailer"}""")]
    [InlineData("""{"Pin":{"\u0024secret":"p1n!"}}""", """{"Pin":"***"}""")]
    [InlineData("""{"Pin":{"$secret":"x","more":1}}""", """{"Pin":{"$secret":"x","more":1}}""")]
    [InlineData("""{"plain":5.10}""", """{"plain":5.10}""")]
    [InlineData("""{"half":"\\ud800","twice":{"a":1,"a":2}}""", """{"half":"\\ud800","twice":{"a":1,"a":2}}""")]
    [InlineData("""{"Pin":{"$secret":"p1n!"},"twice":{"a":1,"a":2}}""", """{"Pin":"***","twice":{"a":1,"a":2}}""")]
    [InlineData(null, null)]
    public void Hide_Secrets_AreMaskedWhereverTheyStand(string? json, string? shown) => Assert.Equal(shown, ParameterSecrets.Hide(json));

    [Fact]
    public void Has_TextThatIsNoJson_IsNoError() => Assert.False(ParameterSecrets.Has("{\"$secret", ParameterSecrets.Sealed));

    [Fact]
    public void Hide_SecureStringInClixml_IsGoneAndTheRestStays()
    {
        const string data = """<Objs><Obj><TN><T>System.Management.Automation.PSCredential</T></TN><Props><S N="UserName">u</S><SS N="Password">700040007300</SS></Props></Obj><SS>7000</SS><S>a</S></Objs>""";
        var shown = ClixmlSecrets.Hide(data)!;
        Assert.DoesNotContain("7000", shown);
        Assert.Contains("""<S N="Password">***</S>""", shown);
        Assert.Contains("""<S N="UserName">u</S>""", shown);
        Assert.Equal(["p@s", "p"], ClixmlSecrets.TextsOf(data));
        Assert.Same("nothing <S>", ClixmlSecrets.Hide("nothing <S>"));
    }
}
