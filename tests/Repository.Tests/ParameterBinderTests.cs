using System.Text.Json;
using Universal.Repository.Catalogue;
using Universal.Scripts;

namespace Universal.Repository.Tests;

public sealed class ParameterBinderTests
{
    private const string Ok = "";

    [Theory]
    [InlineData(ScriptParameterType.SecureString, "\"pin\"", """{"P":{"$secret":"pin"}}""")]
    [InlineData(ScriptParameterType.SecureString, """{"$secret":"pin"}""", """{"P":{"$secret":"pin"}}""")]
    [InlineData(ScriptParameterType.Credential, "\"Mailer\"", """{"P":{"$credential":"Mailer"}}""")]
    [InlineData(ScriptParameterType.Credential, """{"username":"u","PASSWORD":"p"}""", """{"P":{"UserName":"u","Password":{"$secret":"p"}}}""")]
    [InlineData(ScriptParameterType.Credential, """{"Password":{"$secret":"p"},"UserName":"u"}""", """{"P":{"UserName":"u","Password":{"$secret":"p"}}}""")]
    [InlineData(ScriptParameterType.SecureString, "5", null)]
    [InlineData(ScriptParameterType.Credential, """{"UserName":"u"}""", null)]
    [InlineData(ScriptParameterType.String, """{"$secret":"pin"}""", null)]
    public void Bind_SecretOfADeclaredType_IsMarked(ScriptParameterType type, string given, string? bound)
    {
        var result = ParameterBinder.Bind(Script(new ScriptParameter { Name = "P", Type = type, MinLength = 100 }), $$"""{"P":{{given}}}""");
        Assert.Equal(bound, result.Json);
        Assert.DoesNotContain("pin", string.Concat(result.Errors.Values.SelectMany(messages => messages)));
    }

    [Theory]
    //          type                            given                     bound                     fault
    [InlineData(ScriptParameterType.String,   "\"a\"",                  "\"a\"",                  Ok)]
    [InlineData(ScriptParameterType.String,   "5",                      "\"5\"",                  Ok)]
    [InlineData(ScriptParameterType.String,   "true",                   "\"true\"",               Ok)]
    [InlineData(ScriptParameterType.String,   "[1]",                    null,                     "Not text.")]
    [InlineData(ScriptParameterType.String,   "{}",                     null,                     "Not text.")]
    [InlineData(ScriptParameterType.Integer,  "5",                      "5",                      Ok)]
    [InlineData(ScriptParameterType.Integer,  "\"5\"",                  "5",                      Ok)]
    [InlineData(ScriptParameterType.Integer,  "\" -5 \"",               "-5",                     Ok)]
    [InlineData(ScriptParameterType.Integer,  "5.0",                    "5",                      Ok)]
    [InlineData(ScriptParameterType.Integer,  "9223372036854775807",    "9223372036854775807",    Ok)]
    [InlineData(ScriptParameterType.Integer,  "9223372036854775808",    null,                     "Not a whole number of 64 bits.")]
    [InlineData(ScriptParameterType.Integer,  "5.5",                    null,                     "Not a whole number of 64 bits.")]
    [InlineData(ScriptParameterType.Integer,  "\"five\"",               null,                     "Not a whole number of 64 bits.")]
    [InlineData(ScriptParameterType.Integer,  "true",                   null,                     "Not a whole number of 64 bits.")]
    [InlineData(ScriptParameterType.Number,   "5.25",                   "5.25",                   Ok)]
    [InlineData(ScriptParameterType.Number,   "\"05.50\"",              "5.5",                    Ok)]
    [InlineData(ScriptParameterType.Number,   "1234567890.12345678901", "1234567890.12345678901", Ok)]
    [InlineData(ScriptParameterType.Number,   "\"1234567890.12345678901\"", "1234567890.12345678901", Ok)]
    [InlineData(ScriptParameterType.Number,   "\"1e-7\"",               "1E-07",                  Ok)]
    [InlineData(ScriptParameterType.Boolean,  "0",                      "false",                  Ok)]
    [InlineData(ScriptParameterType.Boolean,  "2",                      null,                     "Not true or false.")]
    [InlineData(ScriptParameterType.Number,   "1e999",                  null,                     "Not a number.")]
    [InlineData(ScriptParameterType.Number,   "\"NaN\"",                null,                     "Not a number.")]
    [InlineData(ScriptParameterType.Boolean,  "false",                  "false",                  Ok)]
    [InlineData(ScriptParameterType.Boolean,  "\"True\"",               "true",                   Ok)]
    [InlineData(ScriptParameterType.Boolean,  "\"0\"",                  "false",                  Ok)]
    [InlineData(ScriptParameterType.Boolean,  "\"maybe\"",              null,                     "Not true or false.")]
    [InlineData(ScriptParameterType.Boolean,  "1",                      "true",                   Ok)]
    [InlineData(ScriptParameterType.DateTime, "\"2026-01-31T08:00:00Z\"", "\"2026-01-31T08:00:00Z\"", Ok)]
    [InlineData(ScriptParameterType.DateTime, "\"2026-01-31\"",         "\"2026-01-31\"",         Ok)]
    [InlineData(ScriptParameterType.DateTime, "\"31 January\"",         null,                     "Not a point in time like 2026-01-31T08:00:00Z.")]
    [InlineData(ScriptParameterType.DateTime, "5",                      null,                     "Not a point in time like 2026-01-31T08:00:00Z.")]
    [InlineData(ScriptParameterType.Array,    "[1,\"a\"]",              "[1,\"a\"]",              Ok)]
    [InlineData(ScriptParameterType.Array,    "\"[1, 2]\"",             "[1,2]",                  Ok)]
    [InlineData(ScriptParameterType.Array,    "\"a\"",                  "[\"a\"]",                Ok)]
    [InlineData(ScriptParameterType.Array,    "\"[1\"",                 null,                     "Not a JSON array.")]
    [InlineData(ScriptParameterType.Array,    "{}",                     null,                     "Not a JSON array.")]
    [InlineData(ScriptParameterType.Any,      "{\"a\":[null]}",         "{\"a\":[null]}",         Ok)]
    public void Bind_Value_IsConvertedOrRefused(ScriptParameterType type, string given, string? bound, string fault)
    {
        var result = ParameterBinder.Bind(Script(new ScriptParameter { Name = "P", Type = type }), $$"""{"P":{{given}}}""");

        Assert.Equal(bound is null ? null : $$"""{"P":{{bound}}}""", result.Json);
        if (fault == Ok) Assert.Empty(result.Errors);
        else Assert.Equal(fault, Assert.Single(result.Errors["parameters.P"]));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("""{"x": 1, "y": {"z": null}}""", """{"x":1,"y":{"z":null}}""")]
    public void Bind_ScriptWithoutDeclaration_TakesWhateverIsGiven(string? given, string? bound)
    {
        var result = ParameterBinder.Bind(Script(null), given);

        Assert.Empty(result.Errors);
        Assert.Equal(bound, result.Json);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{")]
    [InlineData("{\"a\":1} x")]
    public void Bind_NoJsonObject_IsRefused(string given) =>
        Assert.Equal(["Not a JSON object."], ParameterBinder.Bind(Script(null), given).Errors["parameters"]);

    [Fact]
    public void Bind_SeveralFaults_ReportsAllOfThem()
    {
        var script = Script(
            new ScriptParameter { Name = "Count", Type = ScriptParameterType.Integer },
            new ScriptParameter { Name = "Place", Required = true },
            new ScriptParameter { Name = "Color", AllowedValues = ["red", "blue"] });

        var result = ParameterBinder.Bind(script, """{"count":"x","color":"green","other":1}""");

        Assert.Null(result.Json);
        Assert.Equal(
            ["parameters.Color", "parameters.Count", "parameters.Place", "parameters.other"],
            result.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Not one of: red, blue.", result.Errors["parameters.Color"][0]);
        Assert.Equal("Required.", result.Errors["parameters.Place"][0]);
        Assert.Equal("There is no such parameter. Known are Count, Place, Color.", result.Errors["parameters.other"][0]);
    }

    [Fact]
    public void Bind_NameInOtherCase_TakesTheDeclaredName() =>
        Assert.Equal("""{"Name":"x"}""", ParameterBinder.Bind(Script(new ScriptParameter { Name = "Name" }), """{"nAME":"x"}""").Json);

    [Fact]
    public void Bind_SameNameTwice_IsRefused() =>
        Assert.Contains("parameters.NAME", ParameterBinder.Bind(Script(null), """{"name":1,"NAME":2}""").Errors.Keys);

    [Theory]
    [InlineData("{}", """{"Name":"world"}""")]
    [InlineData("""{"Name":null}""", """{"Name":"world"}""")]
    [InlineData("""{"Name":""}""", """{"Name":""}""")]
    public void Bind_DefaultDeclared_IsUsedWhenNothingIsGiven(string given, string bound) =>
        Assert.Equal(bound, ParameterBinder.Bind(Script(new ScriptParameter { Name = "Name", Default = "\"world\"" }), given).Json);

    [Fact]
    public void Bind_ScriptThatDeclaresNone_RefusesAny() =>
        Assert.Equal("There is no such parameter. The script takes none.", ParameterBinder.Bind(Script(), """{"a":1}""").Errors["parameters.a"][0]);

    [Fact]
    public void Bind_MisspelledName_IsToldTheNearestOne() => Assert.Equal(
        "There is no such parameter. Did you mean 'Name'?", ParameterBinder.Bind(Script(new ScriptParameter { Name = "Name" }), """{"Nmae":"x"}""").Errors["parameters.Nmae"][0]);

    [Fact]
    public void Bind_EveryItemOfAnArray_MustBeInTheSet()
    {
        var script = Script(new ScriptParameter { Name = "P", Type = ScriptParameterType.Array, AllowedValues = ["a", "1"] });

        Assert.Equal("""{"P":["A",1]}""", ParameterBinder.Bind(script, """{"P":["A",1]}""").Json);
        Assert.Contains("parameters.P", ParameterBinder.Bind(script, """{"P":["a","b"]}""").Errors.Keys);
    }

    [Theory]
    [InlineData(ParameterBinder.MaxParameters, true)]
    [InlineData(ParameterBinder.MaxParameters + 1, false)]
    public void Bind_NumberOfParameters_IsLimited(int count, bool sound)
    {
        var given = JsonSerializer.Serialize(Enumerable.Range(0, count).ToDictionary(i => $"p{i}", i => i));

        Assert.Equal(sound, ParameterBinder.Bind(Script(null), given).Errors.Count == 0);
    }

    [Fact]
    public void Bind_Size_IsLimitedBeforeAndAfterDefaults()
    {
        var half = JsonSerializer.Serialize(new string('x', ParameterBinder.MaxBytes * 2 / 3));
        var withDefault = Script(new ScriptParameter { Name = "A", Default = half }, new ScriptParameter { Name = "B" });

        Assert.Contains("parameters", ParameterBinder.Bind(Script(null), JsonSerializer.Serialize(new { a = new string('x', ParameterBinder.MaxBytes) })).Errors.Keys);
        Assert.Empty(ParameterBinder.Bind(withDefault, "{}").Errors);
        Assert.Contains("parameters", ParameterBinder.Bind(withDefault, $$"""{"B":{{half}}}""").Errors.Keys);
    }

    [Theory]
    //          rule              type                            given            fault
    [InlineData("minimum 1",      ScriptParameterType.Integer,    "0",             "Must be at least 1.")]
    [InlineData("minimum 1",      ScriptParameterType.Integer,    "\"1\"",         Ok)]
    [InlineData("maximum 2.5",    ScriptParameterType.Number,     "2.6",           "Must be at most 2.5.")]
    [InlineData("maximum 2",      ScriptParameterType.Array,      "[1,3]",         "Must be at most 2.")]
    [InlineData("pattern ^ab+$",  ScriptParameterType.String,     "\"ABB\"",       Ok)]
    [InlineData("pattern ^ab+$",  ScriptParameterType.String,     "\"xab\"",       "Must match the pattern ^ab+$.")]
    [InlineData("pattern ^ab+$",  ScriptParameterType.Array,      "[\"ab\",\"b\"]", "Must match the pattern ^ab+$.")]
    [InlineData("pattern ^(a+)+$", ScriptParameterType.String,    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", "Cannot be compared with the pattern ^(a+)+$ within 100 ms.")]
    [InlineData("minLength 1",    ScriptParameterType.String,     "\"\"",          "Must have at least 1 character.")]
    [InlineData("maxLength 2",    ScriptParameterType.String,     "\"abc\"",       "Must have at most 2 characters.")]
    [InlineData("minItems 1",     ScriptParameterType.Array,      "[]",            "Must have at least 1 item.")]
    [InlineData("maxItems 2",     ScriptParameterType.Array,      "[1,2,3]",       "Must have at most 2 items.")]
    public void Bind_ValueAgainstARule_IsRefused(string rule, ScriptParameterType type, string given, string fault)
    {
        var (name, value) = (rule.Split(' ')[0], rule.Split(' ')[1]);
        double? number = name == "pattern" ? null : double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var parameter = new ScriptParameter
        {
            Name = "P", Type = type, Pattern = name == "pattern" ? value : null, Minimum = name == "minimum" ? number : null, Maximum = name == "maximum" ? number : null,
            MinLength = name == "minLength" ? (int?)number : null, MaxLength = name == "maxLength" ? (int?)number : null,
            MinItems = name == "minItems" ? (int?)number : null, MaxItems = name == "maxItems" ? (int?)number : null,
        };

        var result = ParameterBinder.Bind(Script(parameter), $$"""{"P":{{given}}}""");

        Assert.Equal(fault, result.Errors.GetValueOrDefault("parameters.P", [Ok]).Single());
    }

    [Fact]
    public void Bind_DefaultOfTheScriptItself_IsNotSent()
    {
        var script = Script(new ScriptParameter { Name = "A", Default = "1", DefaultText = "1" }, new ScriptParameter { Name = "B", DefaultText = "Get-Date" }, new ScriptParameter { Name = "C", Default = "\"2\"" });

        Assert.Equal("""{"C":"2"}""", ParameterBinder.Bind(script, null).Json);
    }

    [Fact]
    public void Bind_Alias_BecomesTheName()
    {
        var script = Script(new ScriptParameter { Name = "Server", Aliases = ["ComputerName", "CN"], Required = true });

        Assert.Equal("""{"Server":"a"}""", ParameterBinder.Bind(script, """{"cn":"a"}""").Json);
        Assert.Equal("""{"Server":"a"}""", ParameterBinder.Bind(script, """{"Server":null,"CN":"a"}""").Json);
        Assert.Equal(["parameters.CN"], ParameterBinder.Bind(script, """{"Server":"a","CN":"b"}""").Errors.Keys);
        Assert.Equal(["parameters.Server"], ParameterBinder.Bind(script, "{}").Errors.Keys);
    }

    [Theory]
    [InlineData(OtherParameters.None, """{"x":1}""", null)]
    [InlineData(OtherParameters.None, """{"Verbose":true}""", null)]
    [InlineData(OtherParameters.Common, """{"x":1}""", null)]
    [InlineData(OtherParameters.Common, """{"verbose":"true","ErrorAction":"Stop"}""", """{"Verbose":true,"ErrorAction":"Stop"}""")]
    [InlineData(OtherParameters.Any, """{"x":[1],"p":"v"}""", """{"P":"v","x":[1]}""")]
    public void Bind_ParametersBesideTheDeclaredOnes_AreTakenAsTheScriptDoes(OtherParameters others, string given, string? bound)
    {
        var result = ParameterBinder.Bind(Script(new ScriptParameter { Name = "P" }) with { OtherParameters = others }, given);

        Assert.Equal(bound, result.Json);
        Assert.Equal(bound is null, result.Errors.Count > 0);
    }

    private static ScriptDefinition Script(params ScriptParameter[]? parameters) =>
        new() { Path = "a.ps1", Name = "a", Number = 1, Environment = "PowerShell", Parameters = parameters };
}
