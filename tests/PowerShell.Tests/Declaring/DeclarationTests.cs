namespace Universal.PowerShell.Tests.Declaring;

/// <summary>What a line of a configuration file declares.</summary>
public sealed class DeclarationTests : IDisposable
{
    private readonly RecordingSink _sink = new();
    private readonly ModuleFixture _module;

    public DeclarationTests() => _module = ModuleFixture.Declaring(_sink);

    public void Dispose() => _module.Dispose();

    [Theory]
    [InlineData("New-PSUScript -Name a.ps1 -Path 'Sub Folder\\a.ps1'", """script [a.ps1] {"Name":"a.ps1","Path":"Sub Folder\\a.ps1"}""")]
    [InlineData("New-PSUScript -Module M -Command Get-It", """script [M\Get-It] {"Command":"Get-It","Module":"M"}""")]
    [InlineData("New-PSUScript -Name a -Tag @('x','y') -TimeOut 1.5 -DisableManualInvocation", """script [a] {"DisableManualInvocation":true,"Name":"a","Tag":["x","y"],"TimeOut":1.5}""")]
    [InlineData("New-PSUScript -Name a -ErrorAction Stop -Verbose -OutVariable x", """script [a] {"ErrorAction":"Stop","Name":"a","Verbose":true}""")]
    [InlineData("New-PSUScript -Name a -Parameter @{ Name = 'p'; Type = 'String'; Required = $true }", """script [a] {"Name":"a","Parameter":[{"DefaultValue":null,"Description":null,"Name":"p","Required":true,"Type":"String","ValidValues":null}]}""")]
    [InlineData("New-PSUScript -Name a -ScriptBlock { 'b' # c\n }", """script [a] {"Name":"a","ScriptBlock":{"$line":1,"$script":" 'b' # c\n "}}""")]
    [InlineData("New-PSUScript -Name a -ComputerName http://x -AppToken t -Integrated -UseDefaultCredentials", """script [a] {"Name":"a"}""")]
    [InlineData("New-UAScript -Name a", """script [a] {"Name":"a"}""")]
    [InlineData("$p = @{ Name = 'a'; Path = 'b' }; New-PSUScript @p", """script [a] {"Name":"a","Path":"b"}""")]
    [InlineData("New-PSUSchedule a.ps1 '* * * * *' -Name s -Server web -Count 3 -Force", """schedule [s] {"Cron":"* * * * *","Name":"s","Script":"a.ps1"} others {"Count":3,"Force":true,"Server":"web"}""")]
    [InlineData("New-PSUSchedule -Script a -Continuous -Delay ([TimeSpan]::FromSeconds(30))", """schedule [] {"Continuous":true,"Delay":"00:00:30","Script":"a"}""")]
    [InlineData("New-PSUSchedule -Script a -OneTime '2030-01-02 03:04'", """schedule [] {"OneTime":"2030-01-02T03:04:00.0000000","Script":"a"}""")]
    [InlineData("New-PSUSchedule -Script a -EveryHour -Condition { $true }", """schedule [] {"Condition":{"$line":1,"$script":" $true "},"EveryHour":true,"Script":"a"}""")]
    [InlineData("$s = @{ Script = 'a'; Cron = 'x'; List = @('b', 2); Table = @{ z = 1; a = $null } }; New-PSUSchedule @s", """schedule [] {"Cron":"x","Script":"a"} others {"List":["b",2],"Table":{"a":null,"z":1}}""")]
    [InlineData("New-PSUSchedule -Script 'a' -EveryDay -Parameters @{ 'Computer' = 'web01'; 'Desc' = 'x'; 'Verbose' = $true; 'Flag' = '-Force'; 'List' = @(1, @{ 'a' = $null }) } -Condition ([scriptblock]::Create('1'))", """schedule [] {"Condition":{"$line":1,"$script":"1"},"EveryDay":true,"Script":"a"} others {"Parameters":{"Computer":"web01","Desc":"x","Flag":"-Force","List":[1,{"a":null}],"Verbose":true}}""")]
    [InlineData("New-PSUTrigger -Name t -EventType JobFailed -TriggerScript a -Delay 5", """trigger [t] {"Delay":5,"EventType":"JobFailed","Name":"t","TriggerScript":"a"}""")]
    [InlineData("New-PSUEnvironment -Name 'P 7' -Path pwsh -Variables @('*') -Modules @() -Arguments '{scriptPath}' -Minimal", """environment [P 7] {"Arguments":"{scriptPath}","Minimal":true,"Modules":[],"Name":"P 7","Path":"pwsh","Variables":["*"]}""")]
    [InlineData("New-PSUPowerShellVersion -Version 7.4.1 -Path pwsh", """environment [7.4.1] {"Path":"pwsh","Version":"7.4.1"}""")]
    [InlineData("New-UAPowerShellVersion -Path pwsh -Version 7", """environment [7] {"Path":"pwsh","Version":"7"}""")]
    [InlineData("New-PSUEnvironment -Name 'P 7' -Type PowerShell7", """environment [P 7] {"Name":"P 7","Type":"PowerShell7"}""")]
    [InlineData("New-PSURole -Name R -Policy { param($User) $true }", """role [R] {"Name":"R","Policy":{"$line":1,"$script":" param($User) $true "}}""")]
    [InlineData("New-PSURole -Name R -ClaimType t -ClaimValue v", """role [R] {"ClaimType":"t","ClaimValue":"v","Name":"R"}""")]
    [InlineData("New-PSUTag -Name T -Color '#fff' -FontColor '#000' -DisplayInPortal -Role @('A') -Icon bug", """tag [T] {"Color":"#fff","DisplayInPortal":true,"FontColor":"#000","Icon":"bug","Name":"T","Role":["A"]}""")]
    [InlineData("New-PSUVariable -Name V -Value 'x'", """variable [V] {"Name":"V","Value":"x"}""")]
    [InlineData("New-PSUVariable -Name V -Value @{ b = 1; a = 'x' }", """variable [V] {"Name":"V","Value":{"a":"x","b":1}}""")]
    [InlineData("New-PSUVariable -Name V -Vault Database -Type PSCredential", """variable [V] {"Name":"V","Type":"PSCredential","Vault":"Database"}""")]
    [InlineData("New-PSUApp -Name A -FilePath 'dashboards\\A.ps1' -BaseUrl /a -Authenticated -AutoDeploy", """app [A] {"Authenticated":true,"AutoDeploy":true,"BaseUrl":"/a","FilePath":"dashboards\\A.ps1","Name":"A"}""")]
    [InlineData("New-PSUDashboard -Name A -Content { New-UDApp }", """app [A] {"Content":{"$line":1,"$script":" New-UDApp "},"Name":"A"}""")]
    [InlineData("New-PSUApp -Name A -Module M -Command New-It", """app [A] {"Command":"New-It","Module":"M","Name":"A"}""")]
    [InlineData("New-PSUEndpoint -Url /x -Method @('post','get') -Endpoint { 1 } -Authentication", """endpoint [GET,POST /x] {"Authentication":true,"Endpoint":{"$line":1,"$script":" 1 "},"Method":["post","get"],"Url":"/x"}""")]
    [InlineData("New-PSUEndpoint -Url /x -Path 'Endpoints\\x.ps1' -Tag T", """endpoint [GET /x] {"Path":"Endpoints\\x.ps1","Tag":["T"],"Url":"/x"}""")]
    [InlineData("New-PSUEndpointDocumentation -Name D -Url /d -Definition {\n[Documentation()]\nclass A { [string]$B }\n}", "endpointDocumentation [D] {\"Definition\":{\"$line\":1,\"$script\":\"\\n[Documentation()]\\nclass A { [string]$B }\\n\"},\"Name\":\"D\",\"Url\":\"/d\"}")]
    [InlineData("New-PSUPublishedFolder -RequestPath /r -Path 'f'", """publishedFolder [/r] {"Path":"f","RequestPath":"/r"}""")]
    [InlineData("New-PSUComputerGroup -Name G -Tags a,b", """computerGroup [G] {"Name":"G","Tags":["a","b"]}""")]
    [InlineData("Set-PSUSetting -LogLevel Debug -DisableUpdateCheck -GroomDays 30", """settings [] {"DisableUpdateCheck":true,"GroomDays":30,"LogLevel":"Debug"}""")]
    [InlineData("Set-PSUSettings -LogLevel Debug", """settings [] {"LogLevel":"Debug"}""")]
    [InlineData("Set-PSUAuthenticationMethod -Type Form -ScriptBlock { param([PSCredential]$Credential) }", """authenticationMethod [Form] {"ScriptBlock":{"$line":1,"$script":" param([PSCredential]$Credential) "},"Type":"Form"}""")]
    [InlineData("Set-PSUAuthenticationMethod -Type OpenIDConnect -CallbackPath /oidc -ClientId c -Authority https://a", """authenticationMethod [OpenIDConnect] {"Authority":"https://a","CallbackPath":"/oidc","ClientId":"c","Type":"OpenIDConnect"}""")]
    [InlineData("New-PSULoginPage -Title T -Links @(New-PSULoginPageLink -Text a -Url b)", """loginPage [] {"Links":[{"Text":"a","Url":"b"}],"Title":"T"}""")]
    [InlineData("New-PSURateLimit -Endpoint '*' -Limit 10 -Period '00:01'", """rateLimit [* 00:01:00] {"Endpoint":"*","Limit":10,"Period":"00:01:00"}""")]
    [InlineData("New-PSULoggingTarget -Type File -Properties @{ path = 'x' }", """loggingTarget [] {"Properties":{"path":"x"},"Type":"File"}""")]
    [InlineData("New-PSUTranslation -LanguageId de-DE -Strings @{ b = 'c' }", """translation [de-DE] {"LanguageId":"de-DE","Strings":{"b":"c"}}""")]
    [InlineData("New-PSUBranding -LoginPageTheme dark -AdminConsoleTitle t", """branding [] {"AdminConsoleTitle":"t"} others {"LoginPageTheme":"dark"}""")]
    [InlineData("Set-PSULicense -Key k", "refused Set-PSULicense: Universal has no licences.")]
    [InlineData("New-PSUTerminal -Name t -KeepHistory -NewerSwitch", "refused New-PSUTerminal: Universal has no terminals: users' code runs in jobs and apps.")]
    public void Line_GivesDeclaration(string line, string expected)
    {
        _module.Run(line).Sound();
        Assert.Equal([expected], _sink.Lines);
    }

    [Theory]
    [InlineData("New-PSUScript -Path x", "MissingMandatoryParameter")]
    [InlineData("New-PSUScript -Name a stray", "StrayArgument")]
    [InlineData("New-PSUScript -Name a -TimeOut abc", "CannotConvertArgumentNoMessage")]
    [InlineData("New-PSURole -Name a -Policy { 1 } -ClaimType t -ClaimValue v", "AmbiguousParameterSet")]
    [InlineData("Get-PSUScript", "NotInConfiguration")]
    [InlineData("Set-PSUCache -Key a -Value b", "NotInConfiguration")]
    [InlineData("$x = @{}; $x.x = $x; New-PSUVariable -Name a -Value $x", "InvalidArgument")]
    public void Line_IsWrong_IsAnErrorAndDeclaresNothing(string line, string error)
    {
        var run = _module.Run(line + "; New-PSUTag -Name next");
        Assert.Equal(error, Assert.Single(run.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["""tag [next] {"Name":"next"}"""], _sink.Lines);
    }

    [Fact]
    public void Variable_CanBeUsedAfterItsDeclaration()
    {
        _module.Run("New-PSUVariable -Name Region -Value 'eu'; New-PSUTag -Name $Region").Sound();
        Assert.Equal("""tag [eu] {"Name":"eu"}""", _sink.Lines[1]);
    }

    [Fact]
    public void Sink_CannotBeTakenAway()
    {
        var run = _module.Run("Set-Variable UniversalDeclarationSink $null -Force; $global:UniversalDeclarationSink = $null; & { $UniversalDeclarationSink = 1; New-PSUTag -Name t }");
        Assert.NotEmpty(run.Errors);
        _module.Run("New-PSUTag -Name u").Sound();
        Assert.Contains("""tag [u] {"Name":"u"}""", _sink.Lines);
    }
}
