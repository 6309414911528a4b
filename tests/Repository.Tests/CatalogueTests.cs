using Universal.Repository.Catalogue;

namespace Universal.Repository.Tests;

/// <summary>What a catalogue holds besides scripts, its hash, and what is shown of it.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly RepositoryFolder _folder = new();
    private readonly RepositoryFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Load_EveryKind_IsAResourceAndOneNoteSaysThatNothingActsOnIt()
    {
        _folder.Write("a.sh");
        _folder.Write("b.sh");
        _folder.Declare("""[{ "path": "b.sh", /* why */ "name": "B", }]""");
        var load = CatalogueLoader.Load(_folder.Root, Document(
            Declared("tag", "one", "{}", 1), Declared("script", "a.sh", "{\"Name\":\"a.sh\"}", 2), Declared("tag", "two", "{}", 3), Declared("folder", null, "{}", 4)));

        Assert.Equal(
            ["tag one .universal/x.ps1:1", "script a.sh .universal/x.ps1:2", "tag two .universal/x.ps1:3", "folder  .universal/x.ps1:4", "script B .universal/scripts.json:1"],
            load.Snapshot!.Resources.Select(resource => $"{resource.Kind} {resource.Name} {resource.File}:{resource.Line}"));
        Assert.Equal(
            [".universal/x.ps1:1: 2 of kind tag: ", ".universal/x.ps1:4: 1 of kind folder: "],
            load.Faults.Select(fault => fault.ToString()[..(fault.ToString().IndexOf("listed", StringComparison.Ordinal))]));
        Assert.All(load.Faults, fault => Assert.Equal(FaultSeverity.Refused, fault.Severity));
    }

    [Fact]
    public void Load_SameNameTwice_FirstCountsAndTheFaultNamesBothPlaces()
    {
        var load = CatalogueLoader.Load(_folder.Root, Document(Declared("variable", "Ops", "{}", 1), Declared("tag", "ops", "{}", 2), Declared("variable", "OPS", "{}", 3)));

        Assert.Equal([1, 2], load.Snapshot!.Resources.Select(resource => resource.Line!.Value));
        var fault = Assert.Single(load.Faults, fault => fault.Severity == FaultSeverity.Error);
        Assert.Equal((".universal/x.ps1", 3), (fault.File, fault.Line!.Value));
        Assert.Contains(".universal/x.ps1:1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_OfTheSameFiles_IsTheSameWhereverTheFolderIs()
    {
        string[] hashes = [.. new[] { _folder, _other }.Select(folder =>
        {
            folder.Write("b.sh");
            folder.Write("a.ps1");
            var declared = Declared("publishedFolder", "p", $$"""{"Path":"{{folder.Root}}/public","Root":"{{folder.Root}}","n":1.50}""", 1);
            return CatalogueLoader.Load(folder.Root, Document(declared, Declared("tag", "t", "{}", 2))).Snapshot!.Hash;
        })];

        Assert.Matches("^[0-9a-f]{64}$", hashes[0]);
        Assert.Equal(hashes[0], hashes[1]);
    }

    [Theory]
    [InlineData("""{"Name":"t","Color":"red"}""", 1, "b.sh")]
    [InlineData("""{"Name":"t"}""", 2, "b.sh")]
    [InlineData("""{"Name":"t"}""", 1, "c.sh")]
    public void Hash_OfOtherDeclarationsPlacesOrScripts_IsAnother(string properties, int line, string script)
    {
        _folder.Write("b.sh");
        _other.Write(script);

        Assert.NotEqual(
            CatalogueLoader.Load(_folder.Root, Document(Declared("tag", "t", """{"Name":"t"}""", 1))).Snapshot!.Hash,
            CatalogueLoader.Load(_other.Root, Document(Declared("tag", "t", properties, line))).Snapshot!.Hash);
    }

    [Theory]
    [InlineData("variable", """{"Name":"v","Value":"s3cret","Type":"System.String"}""", """{"Name":"v","Value":"***","Type":"System.String"}""")]
    [InlineData("variable", """{"InputObject":{"Password":"x"}}""", """{"InputObject":"***"}""")]
    [InlineData("authenticationMethod", """{"ClientId":"c","ClientSecret":"s","SaveTokens":true}""", """{"ClientId":"c","ClientSecret":"***","SaveTokens":true}""")]
    [InlineData("script", """{"Credential":"Service","AppToken":"t"}""", """{"Credential":"Service","AppToken":"***"}""")]
    [InlineData("loggingTarget", """{"Properties":{"connectionString":"Server=s","Nested":[{"apiKey":7,"Name":"n"}]}}""", """{"Properties":{"connectionString":"***","Nested":[{"apiKey":"***","Name":"n"}]}}""")]
    [InlineData("trigger", """{"Name":"t","Url":"https://hooks.example.org:8443/services/T0/B1/XyZ?key=1"}""", """{"Name":"t","Url":"https://hooks.example.org:8443/***"}""")]
    [InlineData("settings", """{"Anything":{"$secret":"s"},"Url":"https://me:pass@host/x"}""", """{"Anything":"***","Url":"https://***@host/x"}""")]
    [InlineData("endpoint", """{"Url":"/a","Endpoint":{"$line":3,"$script":" 1 "}}""", """{"Url":"/a","Endpoint":{"$line":3,"$script":" 1 "}}""")]
    public void Write_Secrets_AreMasked(string kind, string properties, string shown) =>
        Assert.Equal(shown, SecretMask.Write(Document(Declared(kind, "x", properties, 1)).Declarations[0]));

    // In Turkish the capital of i is not I.
    [Fact]
    public void Write_SecretsInCapitalsOnATurkishMachine_AreMasked()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.Equal(
                """{"API_KEY":"***","SIGNING_KEY":"***"}""", SecretMask.Write(Document(Declared("settings", "x", """{"API_KEY":"a","SIGNING_KEY":"s"}""", 1)).Declarations[0]));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_OtherParameters_AreShownWithTheirSecretsMasked()
    {
        var document = Document("""{"kind":"schedule","name":"s","cmdlet":"","file":"f","properties":{"Cron":"c"},"others":{"Month":7,"Password":"p"}}""");

        Assert.Equal("""{"Cron":"c","Month":7,"Password":"***"}""", SecretMask.Write(document.Declarations[0]));
    }

    [Fact]
    public void Text_OfASecureString_IsItsText() =>
        Assert.Equal("s", Document(Declared("settings", null, """{"Key":{"$secret":"s"}}""", 1)).Declarations[0].Text("Key"));

    [Theory]
    [InlineData("""{"$secret":"s"}""", "\"s\"")]
    [InlineData("""{"UserName":"u","Password":{"$secret":"p"}}""", """{"UserName":"u","Password":"p"}""")]
    [InlineData("""[1,{"$secret":"s"},null]""", """[1,"s",null]""")]
    [InlineData("""{ "a" : 1.50 }""", """{ "a" : 1.50 }""")]
    public void Reveal_SecureStrings_AreText(string value, string plain) =>
        Assert.Equal(plain, SecretMask.Reveal(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(value)));

    private static string Declared(string kind, string? name, string properties, int line) =>
        $$"""{"kind":"{{kind}}","name":{{(name is null ? "null" : $"\"{name}\"")}},"cmdlet":"","file":".universal/x.ps1","line":{{line}},"column":1,"properties":{{properties}}}""";

    private static ConfigurationDocument Document(params string[] declarations) =>
        FakeConfigurationReader.Parse($$"""{"version":1,"complete":true,"declarations":[{{string.Join(',', declarations)}}],"faults":[]}""");
}
