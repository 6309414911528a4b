namespace Universal.PowerShell.Tests.Configuration;

/// <summary>Parameters and help of scripts, read without running them.</summary>
public sealed class AnalysisTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    //          parameter                                          what is known of it
    [InlineData("$Any",                                            "\"type\":\"Any\"")]
    [InlineData("[string]$A",                                      "\"type\":\"String\"")]
    [InlineData("[int]$A = -5",                                    "\"type\":\"Integer\",\"default\":-5,\"defaultText\":\"-5\"")]
    [InlineData("[Nullable[long]]$A",                              "\"type\":\"Integer\"")]
    [InlineData("[double]$A = 1.5",                                "\"type\":\"Number\",\"default\":1.5,\"defaultText\":\"1.5\"")]
    [InlineData("[switch]$A",                                      "\"type\":\"Boolean\"")]
    [InlineData("[bool]$A = $true",                                "\"type\":\"Boolean\",\"default\":true,\"defaultText\":\"$true\"")]
    [InlineData("[datetime]$A = (Get-Date).AddDays(1)",            "\"type\":\"DateTime\",\"defaultText\":\"(Get-Date).AddDays(1)\"")]
    [InlineData("[string[]]$A = @('x', 'y')",                      "\"type\":\"Array\",\"default\":[\"x\",\"y\"],\"defaultText\":\"@('x', 'y')\"")]
    [InlineData("[System.Collections.Generic.List[int]]$A",        "\"type\":\"Array\"")]
    [InlineData("[hashtable]$A",                                   "\"type\":\"Any\"")]
    [InlineData("[System.DayOfWeek]$A",                            "\"type\":\"String\",\"allowedValues\":[\"Sunday\",\"Monday\",\"Tuesday\",\"Wednesday\",\"Thursday\",\"Friday\",\"Saturday\"]")]
    [InlineData("[Own]$A",                                         "\"type\":\"String\",\"allowedValues\":[\"One\",\"Two\"]")]
    [InlineData("[Elsewhere]$A",                                   "\"type\":\"Any\"")]
    [InlineData("[string]$A = $null",                              "\"type\":\"String\"")]
    [InlineData("[string]$A = \"$env:HOME\"",                      "\"type\":\"String\",\"defaultText\":\"\\\"$env:HOME\\\"\"")]
    [InlineData("[ValidateSet('a', 'b')][string]$A",               "\"type\":\"String\",\"allowedValues\":[\"a\",\"b\"]")]
    [InlineData("[ValidateSet(1, 2)][int]$A",                      "\"type\":\"Integer\",\"allowedValues\":[\"1\",\"2\"]")]
    [InlineData("[ValidateRange(-1, 10.5)][double]$A",             "\"type\":\"Number\",\"minimum\":-1,\"maximum\":10.5")]
    [InlineData("[ValidateRange('Positive')][int]$A",              "\"type\":\"Integer\",\"minimum\":1")]
    [InlineData("[ValidateRange([System.Management.Automation.ValidateRangeKind]::NonNegative)][int]$A", "\"type\":\"Integer\",\"minimum\":0")]
    [InlineData("[ValidateRange(1, [int]::MaxValue)][int]$A",      "\"type\":\"Integer\",\"minimum\":1")]
    [InlineData("[ValidatePattern('^x')][string]$A",               "\"type\":\"String\",\"pattern\":\"^x\"")]
    [InlineData("[ValidatePattern('^x', Options = 'None')]$A",     "\"type\":\"Any\",\"pattern\":\"(?-i)^x\"")]
    [InlineData("[ValidatePattern('(')][string]$A",                "\"type\":\"String\"")]
    [InlineData("[ValidateLength(2, 5)][string]$A",                "\"type\":\"String\",\"minLength\":2,\"maxLength\":5")]
    [InlineData("[ValidateCount(1, 3)][int[]]$A",                  "\"type\":\"Array\",\"minItems\":1,\"maxItems\":3")]
    [InlineData("[ValidateNotNullOrEmpty()][string]$A",            "\"type\":\"String\",\"minLength\":1")]
    [InlineData("[Parameter(Mandatory)][string]$A",                "\"type\":\"String\",\"required\":true,\"minLength\":1")]
    [InlineData("[Parameter(Mandatory = $true)][AllowEmptyString()][string]$A", "\"type\":\"String\",\"required\":true")]
    [InlineData("[Parameter(Mandatory = $false)][int]$A",          "\"type\":\"Integer\"")]
    [InlineData("[Parameter(Mandatory)][pscredential]$A",          "\"type\":\"Credential\"")]
    [InlineData("[Parameter(Mandatory)][securestring]$A",          "\"type\":\"SecureString\"")]
    [InlineData("[Parameter(HelpMessage = 'h')][Alias('B', 'C')]$A", "\"type\":\"Any\",\"aliases\":[\"B\",\"C\"],\"description\":\"h\"")]
    public async Task Parameter_IsTyped(string parameter, string known)
    {
        _folder.Add("a.ps1", $"param({parameter})\nenum Own {{ One; Two = 5 }}");

        var script = (await _folder.AnalyzeAsync(["a.ps1"])).Scripts["a.ps1"];

        var text = Assert.Single(script.GetProperty("parameters").EnumerateArray()).GetRawText();
        Assert.Equal(known, text[(text.IndexOf(',') + 1)..^1].Replace("\\u0022", "\\\""));
    }

    [Theory]
    [InlineData("using module Ver")]
    [InlineData("using module NoSuchModuleAnywhere")]
    [InlineData("using namespace System.IO\nusing module @{ ModuleName = 'Ver'; ModuleVersion = '9.0' }")]
    public async Task UsingModule_OfOneThatIsNotFoundHere_ReadsTheParameters(string line)
    {
        _folder.Add("Modules/Ver/3.0.0/Ver.psd1", "@{ ModuleVersion = '3.0.0'; RootModule = 'Ver.psm1' }").Add("Modules/Ver/3.0.0/Ver.psm1", "class Own { }");
        _folder.Add("a.ps1", $"{line}\nparam([switch]$On, [int[]]$N, [Parameter(Mandatory)][ValidateSet('a','b')][string]$K, [Own]$O)");

        var script = (await _folder.AnalyzeAsync(["a.ps1"])).Scripts["a.ps1"];

        Assert.False(script.TryGetProperty("fault", out _));
        Assert.Equal(
            ["On Boolean", "N Array", "K String", "O Any"],
            script.GetProperty("parameters").EnumerateArray().Select(parameter => $"{parameter.GetProperty("name")} {parameter.GetProperty("type")}"));
    }

    [Fact]
    public async Task Mandatory_InSomeSetsOnly_IsNotRequired()
    {
        _folder.Add("a.ps1", """
            param(
              [Parameter(Mandatory, ParameterSetName = 'One')]$OnlyOne,
              [Parameter(Mandatory, ParameterSetName = 'One')][Parameter(Mandatory, ParameterSetName = 'two')]$Both,
              [Parameter(Mandatory)]$Always,
              [Parameter(ParameterSetName = 'Two')]$Two)
            """);

        var script = (await _folder.AnalyzeAsync(["a.ps1"])).Scripts["a.ps1"];

        Assert.Equal(["Both", "Always"], script.GetProperty("parameters").EnumerateArray().Where(p => p.TryGetProperty("required", out _)).Select(p => p.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("param($A)", "None")]
    [InlineData("param()", "None")]
    [InlineData("param($A) $args.Count", "Any")]
    [InlineData("param($A) & { $args.Count } 1", "None")]
    [InlineData("[CmdletBinding()] param($A) $args", "Common")]
    [InlineData("param([Parameter()]$A)", "Common")]
    [InlineData("param([Parameter(ValueFromRemainingArguments)]$A)", "Any")]
    [InlineData("[CmdletBinding()] param() dynamicparam { } end { }", "Any")]
    [InlineData("$args", null)]
    [InlineData("'no block'", null)]
    public async Task OtherParameters_AreTakenAsPowerShellWould(string script, string? others)
    {
        _folder.Add("a.ps1", script);

        var known = (await _folder.AnalyzeAsync(["a.ps1"])).Scripts["a.ps1"];

        Assert.Equal(others, known.TryGetProperty("others", out var value) ? value.GetString() : null);
        Assert.Equal(others is not null, known.TryGetProperty("parameters", out _));
    }

    [Fact]
    public async Task Help_OfComments_DescribesScriptAndParameters()
    {
        _folder.Add("a.ps1", "<#\n.SYNOPSIS\nRestarts it.\n.DESCRIPTION\nLong.\n.PARAMETER Server\nWhich one.\n#>\nparam($Server, $Other)");
        _folder.Add("b.ps1", "# .DESCRIPTION\n# Only this.\n\n1");

        var scripts = (await _folder.AnalyzeAsync(["a.ps1", "b.ps1"])).Scripts;

        Assert.Equal("Restarts it.", scripts["a.ps1"].GetProperty("description").GetString());
        Assert.Equal("Only this.", scripts["b.ps1"].GetProperty("description").GetString());
        Assert.Equal(["Which one.", null], scripts["a.ps1"].GetProperty("parameters").EnumerateArray().Select(p => p.TryGetProperty("description", out var d) ? d.GetString() : null));
    }

    [Fact]
    public async Task Files_ThatCannotBeRead_SayWhy()
    {
        _folder.Add("broken.ps1", "param(\n  $A,,\n)").Add("large.ps1", new string('#', 1024 * 1024 + 1)).Add("empty.ps1", "").Add("deep.ps1", new string('(', 100_000));

        var load = await _folder.AnalyzeAsync(["broken.ps1", "gone.ps1", "large.ps1", "empty.ps1", "deep.ps1"]);

        Assert.Empty(load.Faults);
        Assert.Equal(2, load.Scripts["broken.ps1"].GetProperty("line").GetInt32());
        Assert.Contains("1024 KiB", load.Scripts["large.ps1"].GetProperty("fault").GetString());
        Assert.StartsWith("The file cannot be read", load.Scripts["gone.ps1"].GetProperty("fault").GetString());
        Assert.False(load.Scripts["empty.ps1"].TryGetProperty("fault", out _));
        Assert.True(load.Scripts["deep.ps1"].TryGetProperty("fault", out _));
        Assert.All(load.Scripts.Values, script => Assert.False(script.TryGetProperty("parameters", out _)));
    }

    [Fact]
    public async Task Analysis_RunsNothing()
    {
        var mark = Path.Combine(_folder.Root, "ran");
        _folder.Add("Modules/M/M.psm1", $"New-Item '{mark}'\nclass C {{ }}").Add("a.ps1", $"""
            using module M
            param([ValidateScript({"{"} New-Item '{mark}' {"}"})]$A = (New-Item '{mark}'), [C]$B)
            New-Item '{mark}'
            """);

        var load = await _folder.AnalyzeAsync(["a.ps1"]);

        Assert.Contains("a.ps1", load.Scripts.Keys);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Analysis_IsDoneAlthoughAConfigurationFileNeverEnds()
    {
        _folder.Add("a.ps1", "param($A)").Add(".universal/scripts.ps1", "while ($true) { }");

        var load = await _folder.AnalyzeAsync(["a.ps1"], run: true, limit: 15);

        Assert.False(load.Complete);
        Assert.True(load.Scripts["a.ps1"].TryGetProperty("parameters", out _));
    }

    [Fact]
    public async Task DeclaredWithoutAFile_BlocksAndFunctionsOfTheRepositorysModulesAreKnown()
    {
        _folder
            .Add(".universal/scripts.ps1", """
                New-PSUScript -Name block -ScriptBlock { param([int]$Count) $Count }
                New-PSUScript -Module Tools -Command Restart-It
                New-PSUScript -Name old -Module Old -Command Get-Old
                New-PSUScript -Name away -Module NotHere -Command Get-It
                """)
            .Add("Modules/Tools/Tools.psm1", ". $PSScriptRoot/Public/Restart-It.ps1")
            .Add("Modules/Tools/Public/Restart-It.ps1", "function Restart-It {\n<#\n.SYNOPSIS\nDoes it.\n#>\n[CmdletBinding()] param([switch]$Force) }")
            .Add("Modules/Old/1.0.0/Old.psm1", "function Get-Old($First) { }")
            .Add("Modules/Old/2.0.0/Old.psm1", "function Get-Old($Second) { }");

        var load = await _folder.LoadAsync();

        Assert.Empty(load.Faults);
        Assert.Equal(
            ["Count:Integer", "Force:Boolean", "Second:Any", "unknown"],
            load.Declarations.Select(declaration => declaration.TryGetProperty("facts", out var facts)
                ? string.Join(' ', facts.GetProperty("parameters").EnumerateArray().Select(p => $"{p.GetProperty("name")}:{p.GetProperty("type")}"))
                : "unknown"));
        Assert.Equal("Does it.", load.Declarations[1].GetProperty("facts").GetProperty("description").GetString());
    }

    [Fact]
    public async Task SecureStrings_AreMarked()
    {
        _folder.Add(".universal/variables.ps1", """
            $s = [securestring]::new(); $s.AppendChar('x')
            New-PSUVariable -Name a -Value $s
            New-PSUVariable -Name b -Value ([pscredential]::new('me', $s))
            """);

        var load = await _folder.LoadAsync();

        Assert.Equal(
            ["""{"$secret":"x"}""", """{"Password":{"$secret":"x"},"UserName":"me"}"""],
            load.Declarations.Select(declaration => declaration.GetProperty("properties").GetProperty("Value").GetRawText()));
    }

    [Fact]
    public async Task FiveThousandScripts_AreAnalysedWithinSeconds()
    {
        const string Script = """
            <#
            .SYNOPSIS
            Restarts a service on a server.
            .PARAMETER Server
            Which server.
            #>
            [CmdletBinding()]
            param(
                [Parameter(Mandatory)][ValidatePattern('^[a-z0-9-]+$')][string]$Server,
                [ValidateSet('Soft', 'Hard')][string]$Mode = 'Soft',
                [ValidateRange(1, 100)][int]$Count = 3,
                [switch]$Force)
            foreach ($i in 1..$Count) {
                try { Get-Service -Name $Mode -ErrorAction Stop | Where-Object { $_.Status -eq 'Running' } | ForEach-Object { Write-Output "$Server $($_.Name) $i" } }
                catch { Write-Warning "Attempt $i of $Count on ${Server}: $($_.Exception.Message)" }
            }
            """;
        for (var i = 0; i < 5000; i++) _folder.Add($"scripts/{i}.ps1", Script);
        var start = await _folder.AnalyzeAsync(["scripts/0.ps1"]);

        var load = await _folder.AnalyzeAsync(Enumerable.Range(0, 5000).Select(i => $"scripts/{i}.ps1"));

        Assert.Equal(5000, load.Scripts.Count);
        TestContext.Current.SendDiagnosticMessage($"5,000 scripts: {load.Cpu.TotalMilliseconds:0} ms, one: {start.Cpu.TotalMilliseconds:0} ms, {load.Json.Length:N0} bytes");
        Assert.True(load.Cpu < TimeSpan.FromSeconds(30), $"{load.Cpu}");
    }
}
