using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Universal.PowerShell.Tests.Configuration;

/// <summary>Repositories as they occur, and as they should not.</summary>
public sealed class LoaderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_AreReadInTheirOrder_InitializeFirst()
    {
        _folder
            .Add(".universal/zebra.ps1", "New-PSUTag -Name last")
            .Add(".universal/scripts.ps1", "New-PSUScript -Name $Name")
            .Add(".universal/variables.ps1", "New-PSUVariable -Name Name -Value (Get-It)")
            .Add(".universal/initialize.ps1", "function Get-It { 'it' }\n. \"$PSScriptRoot/../more.ps1\"")
            .Add(".universal/sub/ignored.ps1", "New-PSUTag -Name ignored")
            .Add(".universal/readme.md", "no")
            .Add("more.ps1", "New-PSUTag -Name \"from $(Split-Leaf $PSScriptRoot) $($Repository -eq (Get-Root))\"\n")
            .Add("Modules/Helper/Helper.psm1", "function Split-Leaf($path) { [IO.Path]::GetFileName($path).Substring(0, 9) }; function Get-Root { $global:Repository }");
        var load = await _folder.LoadAsync();
        Assert.Empty(load.Faults);
        Assert.Equal(["tag from universal True", "variable Name", "script it", "tag last"], load.Names);
        Assert.Equal(["more.ps1:1:1", ".universal/variables.ps1:1:1", ".universal/scripts.ps1:1:1", ".universal/zebra.ps1:1:1"], load.Declarations.Select(ConfigurationLoad.Place));
    }

    [Fact]
    public async Task Statement_WithLinesOfItsOwn_HasAnEnd()
    {
        _folder.Add(
            ".universal/schedules.ps1",
            """
            New-PSUSchedule -Name one -Script a.ps1 `
                -EveryDay
            New-PSUSchedule -Name two -Script a.ps1 -EveryDay; New-PSUSchedule -Name three -Script a.ps1 -EveryDay
            foreach ($i in 1..2) { New-PSUSchedule -Name "loop $i" -Script a.ps1 -EveryDay }
            $x = New-PSUSchedule -Name assigned -Script a.ps1 -EveryDay
            New-PSUSchedule -Name last -Script a.ps1 -EveryDay -Condition {
                $true
            }
            """);
        var load = await _folder.LoadAsync();
        Assert.Empty(load.Faults);
        Assert.Equal(
            ["one 2", "two 0", "three 0", "loop 1 0", "loop 2 0", "assigned 0", "last 8"],
            load.Declarations.Select(declaration => $"{declaration.GetProperty("name").GetString()} {(declaration.TryGetProperty("end", out var end) ? end.GetInt32() : 0)}"));
    }

    [Fact]
    public async Task Modules_BringResourcesOfTheirOwn()
    {
        _folder
            .Add("Modules/B/1.0.0/.universal/dashboards.ps1", "New-PSUApp -Name B -Module B -Command New-It")
            .Add("Modules/A/.universal/dashboards.ps1", "New-PSUApp -Name A -Module A -Command New-It")
            .Add(".universal/zz.ps1", "New-PSUTag -Name own");
        var load = await _folder.LoadAsync();
        Assert.Empty(load.Faults);
        Assert.Equal(["tag own", "app A", "app B"], load.Names);
        Assert.Equal("Modules/B/1.0.0/.universal/dashboards.ps1", load.Declarations[2].GetProperty("file").GetString());
    }

    [Fact]
    public async Task Quirks_OfTheWild_AreRead()
    {
        _folder
            .Add(".universal/scripts.ps1", "#region header\n<# comment #>\nNew-PSUScript -Name \"ä 😀.ps1\" `\n   -Path \"a\\ä.ps1\" # why\n#endregion\nNew-UAScript -Name old.ps1", new UTF8Encoding(true))
            .Add(".universal/tags.ps1", "New-PSUTag -Name utf16", Encoding.Unicode)
            .Add(".universal/triggers.ps1", "\uFEFF\r\n")
            .Add(".universal/roles.ps1", "New-PSURole -Name A -Policy {\n  param($User)\n  \"$User\" -like 'a*'\n}\n");
        var load = await _folder.LoadAsync();
        Assert.Empty(load.Faults);
        Assert.Equal(["tag utf16", "role A", "script ä 😀.ps1", "script old.ps1"], load.Names);
        Assert.Equal("a\\ä.ps1", load.Declarations[2].GetProperty("properties").GetProperty("Path").GetString());
        Assert.Equal(3, load.Declarations[2].GetProperty("line").GetInt32());
        var policy = load.Declarations[1].GetProperty("properties").GetProperty("Policy");
        Assert.Equal((1, "\n  param($User)\n  \"$User\" -like 'a*'\n"), (policy.GetProperty("$line").GetInt32(), policy.GetProperty("$script").GetString()));
    }

    [Fact]
    public async Task DataFile_IsReadWithoutBeingRun()
    {
        _folder
            .Add(".universal/portalPages.psd1", """
                @{
                    Items = @(
                        @{ Name = 'Page'; Component = @(@{ Name = '`Widget'; Width = 24 }); Authenticated = $true; Role = @('A', 'B') }
                        @{ Name = 'Other'; Number = -1.5; Nothing = $null; Block = { 1 } }
                    )
                }
                """, new UTF8Encoding(true))
            .Add(".universal/portalWidgets.psd1", "@{ Items = @(@{ Name = 'W'; Value = (Get-Date) }) }")
            .Add(".universal/tags.psd1", "@{ Items = @('text') }")
            .Add(".universal/else.psd1", "@{ }")
            .Add(".universal/roles.psd1", "'text'");
        var load = await _folder.LoadAsync();
        Assert.Equal(["portalPage Page", "portalPage Other"], load.Names);
        Assert.Equal(
            """{"Authenticated":true,"Component":[{"Name":"`Widget","Width":24}],"Name":"Page","Role":["A","B"]}""",
            load.Declarations[0].GetProperty("properties").GetRawText());
        Assert.Equal(
            """{"Block":{"$line":4,"$script":" 1 "},"Name":"Other","Nothing":null,"Number":-1.5}""", load.Declarations[1].GetProperty("properties").GetRawText());
        Assert.Equal(".universal/portalPages.psd1:4:9", ConfigurationLoad.Place(load.Declarations[1]));
        Assert.Equal(
            ["Error DataFile .universal/tags.psd1:1:14", "Error DataFile .universal/roles.psd1:1:1", "Warning DataFile .universal/else.psd1",
                "Error DataFile .universal/portalWidgets.psd1:1:37"],
            load.Faults);
    }

    [Fact]
    public async Task SyntaxFault_FileIsNotRun_OthersAre()
    {
        _folder
            .Add(".universal/scripts.ps1", "New-PSUScript -Name a\nNew-PSUScript -Name b -ScriptBlock {\n")
            .Add(".universal/tags.ps1", "New-PSUTag -Name t");
        var load = await _folder.LoadAsync();
        Assert.Equal(["tag t"], load.Names);
        Assert.Equal(["Error MissingEndCurlyBrace .universal/scripts.ps1:2:36"], load.Faults);
    }

    [Fact]
    public async Task BadLine_TakesOnlyItselfAway()
    {
        _folder.Add(".universal/scripts.ps1", """
            New-PSUScript -Name a
            New-PSUScript -Name b -TimeOut soon
            No-SuchCommand
            New-PSUScript -Name c -Newer 1
            Set-PSULicense -Key x
            Write-Warning 'careful'
            Write-Error 'broken'
            Read-Host 'who'
              throw 'end'
            New-PSUScript -Name never
            """);
        var load = await _folder.LoadAsync();
        Assert.Equal(["script a", "script c"], load.Names);
        Assert.Equal(
            [
                "Error CannotConvertArgumentNoMessage .universal/scripts.ps1:2:32", "Error CommandNotFoundException .universal/scripts.ps1:3:1",
                "Warning UnknownParameter .universal/scripts.ps1:4:1", "Refused Refused .universal/scripts.ps1:5:1",
                "Warning Warning .universal/scripts.ps1:6:1", "Error Microsoft.PowerShell.Commands.WriteErrorException .universal/scripts.ps1:7:1",
            ],
            load.Faults.Take(6));
        Assert.Contains(".universal/scripts.ps1:8", load.Faults[6]);
        Assert.Equal("Error Thrown .universal/scripts.ps1:9:3", load.Faults[7]);
    }

    [Fact]
    public async Task SameNameTwice_FirstCounts_FaultNamesBothPlaces()
    {
        _folder
            .Add(".universal/scripts.ps1", "New-PSUScript -Name a -Path first\nNew-PSUScript -Name b\nNew-PSUScript -Name A -Path second")
            .Add(".universal/tags.ps1", "New-PSUTag -Name a");
        var load = await _folder.LoadAsync();
        Assert.Equal(["tag a", "script a", "script b"], load.Names);
        Assert.Equal(["Error Duplicate .universal/scripts.ps1:3:1"], load.Faults);
        Assert.Contains(".universal/scripts.ps1:1", load.Messages[0]);
    }

    [Fact]
    public async Task Exit_EndsItsFileOnly()
    {
        _folder
            .Add(".universal/scripts.ps1", "New-PSUScript -Name a\nif ($true) {\n  exit 3\n}\nNew-PSUScript -Name b")
            .Add(".universal/tags.ps1", "New-PSUTag -Name t")
            .Add(".universal/zz.ps1", "New-PSUTag -Name z");
        var load = await _folder.LoadAsync();
        Assert.Equal(["tag t", "script a", "tag z"], load.Names);
        Assert.Equal(["Error Exit .universal/scripts.ps1:3:3"], load.Faults);
        Assert.True(load.Complete);
    }

    [Theory]
    [InlineData("while ($true) { }")]
    [InlineData("while ($true) { New-PSUTag }")]
    [InlineData("/bin/sleep 1000")]
    public async Task EndlessFile_TakesOnlyItselfAway(string endless)
    {
        _folder
            .Add(".universal/scripts.ps1", "New-PSUScript -Name a\n" + endless)
            .Add(".universal/yy.ps1", endless)
            .Add(".universal/zz.ps1", "New-PSUTag -Name late");
        var load = await _folder.LoadAsync(limit: 20);
        Assert.Equal(["script a", "tag late"], load.Names);
        Assert.Equal(["scripts.ps1", "yy.ps1"], load.Faults.Where(fault => fault.Contains("TimedOut")).Select(fault => fault.Split('/')[^1]));
        Assert.False(load.Complete);
    }

    // What cannot be asked to end.
    [Theory]
    [InlineData("[Threading.Thread]::Sleep(-1)")]
    [InlineData("try { while ($true) { } } finally { while ($true) { } }")]
    public async Task EndlessFile_IsEndedAtTheLimit_WhatWasReadIsKept(string endless)
    {
        _folder
            .Add(".universal/scripts.ps1", "New-PSUScript -Name a\n" + endless)
            .Add(".universal/zz.ps1", "New-PSUTag -Name never");
        var watch = Stopwatch.StartNew();
        var load = await _folder.LoadAsync(limit: 8);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
        Assert.Equal(["script a"], load.Names);
        Assert.EndsWith("TimedOut .universal/scripts.ps1", load.Faults.First(fault => fault.Contains("TimedOut")));
        Assert.False(load.Complete);
    }

    [Fact]
    public async Task Flood_OfOutput_IsNotKept()
    {
        _folder.Add(".universal/scripts.ps1", """
            $line = 'x' * 100000
            foreach ($i in 1..1000) { $line; Write-Host $line; Write-Verbose $line -Verbose; [Console]::WriteLine($line); [Console]::Error.WriteLine($line) }
            New-PSUScript -Name a
            """);
        var load = await _folder.LoadAsync();
        Assert.Equal(["script a"], load.Names);
        Assert.True(load.Errors.Length < 1000, load.Errors.Length.ToString());
        Assert.True(load.Json.Length < 1000, load.Json.Length.ToString());
    }

    [Fact]
    public async Task ManyFaults_AreCounted()
    {
        _folder.Add(".universal/scripts.ps1", "foreach ($i in 1..3000) { Write-Error $i }");
        var load = await _folder.LoadAsync();
        Assert.Equal(1001, load.Faults.Count);
        Assert.Equal("2000 further faults are left out.", load.Messages[^1]);
    }

    [Fact]
    public async Task Processes_DoNotOutliveTheLoad()
    {
        var mark = $"1{Environment.ProcessId}.77";
        _folder.Add(".universal/scripts.ps1", $"""
            /bin/sh -c 'sleep {mark} >/dev/null 2>&1 & setsid sleep {mark} >/dev/null 2>&1 & exit'
            New-PSUScript -Name a
            """);
        var load = await _folder.LoadAsync();
        Assert.Equal(["script a"], load.Names);
        Assert.Equal(0, CountAlive(mark));
    }

    [Fact]
    public async Task CallerGone_LoadEnds()
    {
        _folder.Add(".universal/scripts.ps1", "while ($true) { }");
        using var process = _folder.Start();
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task SameFolder_GivesTheSameBytes_WhereverItIs()
    {
        const string Tables = "New-PSUVariable -Name t -Value @{ one = 1; two = @{ b = 1; a = 2; c = 3 }; three = 3; four = 4 }\nGet-Item \"$PSScriptRoot/x\"; throw \"$PSScriptRoot\"";
        using var other = new ConfigurationFolder();
        foreach (var folder in new[] { _folder, other })
        {
            folder.Add(".universal/variables.ps1", Tables).Add(".universal/scripts.ps1", "foreach ($i in 1..50) { New-PSUScript -Name $i -ScriptBlock { $i } }");
        }

        var (first, again, elsewhere) = (await _folder.LoadAsync(), await _folder.LoadAsync(), await other.LoadAsync());
        Assert.Equal(first.Json, again.Json);
        Assert.Equal(first.Json, elsewhere.Json);
        Assert.Equal(51, first.Names.Count);
    }

    [Fact]
    public async Task Modules_OfTwoVersionsWithoutAFolderOfTheRepository_TheHighestDeclares()
    {
        Directory.Delete(Path.Combine(_folder.Root, ".universal"));
        foreach (var version in new[] { "9.0.0", "10.0.0" })
            _folder.Add($"Modules/M/{version}/.universal/scripts.ps1", $"New-PSUScript -Name 'S' -Path '{version}.ps1'");

        var load = await _folder.LoadAsync();

        Assert.Empty(load.Faults);
        Assert.Equal("10.0.0.ps1", Assert.Single(load.Declarations).GetProperty("properties").GetProperty("Path").GetString());
    }

    [Fact]
    public async Task Fault_OfACall_NamesItsKind()
    {
        _folder.Add(".universal/x.ps1", "New-PSUEndpoint -Timeout soon\nNew-PSUSchedule -TimeOut soon\nNew-PSUTag -Name a\nNew-PSUTag -Name a\nGet-Nothing");

        var kinds = JsonDocument.Parse((await _folder.LoadAsync()).Json).RootElement.GetProperty("faults").EnumerateArray()
            .Select(fault => $"{fault.GetProperty("line")} {(fault.TryGetProperty("kind", out var kind) ? kind.GetString() : "-")}");

        Assert.Equal(["1 endpoint", "2 schedule", "4 tag", "5 -"], kinds);
    }

    [Fact]
    public async Task NoFolder_IsAFault_NoFilesAreNone()
    {
        Assert.Empty((await _folder.LoadAsync()).Faults);
        Directory.Delete(Path.Combine(_folder.Root, ".universal"));
        Assert.Empty((await _folder.LoadAsync()).Faults);
        Directory.Delete(_folder.Root);
        Assert.Equal(["Error Unreadable "], (await _folder.LoadAsync()).Faults);
        Directory.CreateDirectory(_folder.Root);
    }

    [Fact]
    public async Task ThousandScripts_TakeLittleBeyondTheStart()
    {
        _folder.Add(".universal/scripts.ps1", "New-PSUScript -Name first");
        var start = await _folder.LoadAsync();
        var lines = Enumerable.Range(0, 1000).Select(i =>
            $"New-PSUScript -Name \"Script {i}.ps1\" -Description \"Number {i}\" -Tag @('Dev') -Path \"Folder\\Script {i}.ps1\" -Environment \"PowerShell 7\" -TimeOut 30");
        _folder.Add(".universal/scripts.ps1", string.Join('\n', lines));
        var load = await _folder.LoadAsync();
        Assert.Empty(load.Faults);
        Assert.Equal(1000, load.Names.Count);
        var cost = load.Cpu - start.Cpu;
        TestContext.Current.SendDiagnosticMessage($"1,000 scripts: {cost.TotalMilliseconds:0} ms beyond {start.Cpu.TotalMilliseconds:0} ms");
        // On a busy machine all takes more CPU time, the start too.
        Assert.True(cost < TimeSpan.FromSeconds(1) + (2 * start.Cpu), $"{cost} beyond {start.Cpu}");
    }

    private static int CountAlive(string mark)
    {
        var count = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(folder), out _) && File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').Contains(mark)) count++;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return count;
    }
}
