using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Universal.Grains.Execution;
using Universal.Jobs;

namespace Universal.ScriptHost.Tests;

/// <summary>What PowerShell scripts do in the embedded engine, and how it is recorded.</summary>
public sealed partial class PowerShellScriptTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();
    private readonly string _sleep = Marks.NewSleep();

    [Fact]
    public async Task Streams_AreForwardedOnceEachAndInOrder()
    {
        var outcome = await RunAsync("""
            Write-Output 'out'; Write-Host 'host' -NoNewline; Write-Host ' more' -ForegroundColor Red; Write-Warning 'warn'
            Write-Error 'err'; Write-Information 'info'; Write-Verbose 'verb' -Verbose; Write-Debug 'deb' -Debug; 'end'
            """);
        Assert.Equal((AttemptEnd.Exited, 0, true, true, false), (outcome.End, outcome.ExitCode, outcome.HadErrors, outcome.HadWarnings, outcome.Terminated));
        Assert.Equal(
            [(OutputStream.Output, "out"), (OutputStream.Information, "host more"), (OutputStream.Warning, "warn"), (OutputStream.Error, "err"),
                (OutputStream.Information, "info"), (OutputStream.Verbose, "verb"), (OutputStream.Debug, "deb"), (OutputStream.Output, "end")],
            _sink.Records.Select(r => (r.Stream, r.Text.Split('\n')[0])));
        Assert.Contains(".ps1:2: Write-Error 'err'", _sink.Lines(OutputStream.Error)[0]);
    }

    [Theory]
    [InlineData("'a'", 0, false)]
    [InlineData("exit 0", 0, false)]
    [InlineData("exit 7", 7, false)]
    [InlineData("function f { exit 9 }; f; 'not reached'", 9, false)]
    [InlineData("/bin/sh -c 'exit 3'; 'goes on'", 0, false)]
    [InlineData("/bin/sh -c 'exit 3'; exit 4", 4, false)]
    [InlineData("throw 'boom'", 1, true)]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-Error 'boom'; 'not reached'", 1, true)]
    [InlineData("if (", 1, true)]
    [InlineData("& { [CmdletBinding()] param() $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('e'), 'id', 'NotSpecified', $null)) }", 0, false)]
    [InlineData("[int]::Parse('x'); 'goes on'", 0, false)]
    [InlineData("No-SuchCommand; exit 2", 2, false)]
    public async Task End_ByWay_ExitCodeAndFlag(string script, int exitCode, bool terminated)
    {
        var outcome = await RunAsync(script);
        Assert.Equal((AttemptEnd.Exited, exitCode, terminated), (outcome.End, outcome.ExitCode, outcome.Terminated));
        Assert.DoesNotContain("not reached", _sink.Output);
        if (terminated)
            Assert.Single(_sink.Lines(OutputStream.Error));
    }

    [Fact]
    public async Task Cultures_AreThereByName()
    {
        await RunAsync("""
            (1234.5).ToString('N1', [cultureinfo]'de-DE'); ([datetime]'2026-12-01').ToString('dddd', [cultureinfo]'de-DE'); 'TITLE'.ToLower([cultureinfo]'tr-TR'); "$(1.5)"
            """);
        Assert.Equal(["1.234,5", "Dienstag", "tıtle", "1.5"], _sink.Lines(OutputStream.Output));
    }

    [Fact]
    public async Task Parameters_AreBoundByType()
    {
        var outcome = await RunAsync(
            """
            param([string] $Name, [int] $Count, [switch] $On, [switch] $Off, [datetime] $At, [string[]] $List, [hashtable] $Table, $Any, [double] $Real, $Nothing = 'default')
            "$Name|$($Count + 1)|$On|$Off|$($At.Year)|$($List -join ',')|$($Table.a.b)|$($Any.GetType().Name)|$Real|$($null -eq $Nothing)"
            """,
            JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["name"] = "it's \"$(throw)\" `n\n😀", ["count"] = "41", ["on"] = true, ["off"] = false, ["at"] = "2024-05-06", ["list"] = new[] { "x", "y" },
                ["table"] = new { a = new { b = 5 } }, ["any"] = 5_000_000_000L, ["real"] = 1.5, ["nothing"] = null,
            }));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["it's \"$(throw)\" `n\n😀|42|True|False|2024|x,y|5|Int64|1.5|True"], _sink.Output);
    }

    [Fact]
    public async Task Parameters_DoNotFit_ErrorEndsTheScript()
    {
        var outcome = await RunAsync("[CmdletBinding()] param([int] $Count) 'ran'", """{"Count":"many"}""");
        Assert.True(outcome.Terminated);
        Assert.Empty(_sink.Output);
        Assert.Contains("Count", _sink.Lines(OutputStream.Error)[0]);
    }

    [Fact]
    public async Task Objects_AreTextAndClixml_SimpleValuesAreOneElement()
    {
        await RunAsync("[pscustomobject]@{ Name = 'n'; Value = 3 }; 5; 1.5; $true; 'text'; $null; [guid]::Empty; [datetime]'2024-01-02'");
        Assert.Equal(["5", "1.5", "True", "text"], _sink.Output.Skip(1).Take(4));
        Assert.Contains("<S N=\"Name\">n</S>", _sink.Records[0].Data);
        Assert.Equal(
            ["<I32>5</I32>", "<Db>1.5</Db>", "<B>true</B>", null, $"<G>{Guid.Empty}</G>", "<DT>2024-01-02T00:00:00</DT>"],
            _sink.Records.Skip(1).Select(record => record.Data));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'n'; Value = 3 }; 5; 'text'", "|Name Value|---- -----|n        3/5/text")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ A = $_ }; \"text $_\" }", "|A|-|1/text 1/2/text 2/3/text 3")]
    [InlineData("1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } }", "|A|-|1|2|3//")]
    [InlineData("[pscustomobject]@{ A = 1 }; Start-Sleep -Milliseconds 400; Write-Warning w; [pscustomobject]@{ A = 2 }", "|A|-|1/w/2")]
    [InlineData("[pscustomobject]@{ A = 1 }; Write-Error 'e'; [pscustomobject]@{ A = 2 }", "|A|-|1/e/2")]
    [InlineData("[pscustomobject]@{ A = 1 }; throw 't'", "|A|-|1/t")]
    [InlineData("[pscustomobject]@{ A = 1 }; exit 3", "|A|-|1")]
    [InlineData("1..2 | ForEach-Object { [pscustomobject]@{ A = $_; B = 2; C = 3; D = 4; E = 5 } }", "|A : 1|B : 2|C : 3|D : 4|E : 5|/A : 2|B : 2|C : 3|D : 4|E : 5|")]
    [InlineData("@{ a = 1 }", "|Name                           Value|----                           -----|a                              1")]
    [InlineData("@{}; 'x'", "/x")]
    [InlineData("[pscustomobject]@{ A = 1; B = 2 } | Format-List; 'x'", "|A : 1|B : 2|/x")]
    [InlineData("[datetime]::new(2024, 1, 2) | Format-Table Year, Month", "|Year Month|---- -----|2024     1")]
    [InlineData(",@(1, 2)", "1|2")]
    [InlineData("[pscustomobject]@{ A = 1 } | Out-Host; 'x'", "/A/-/1//x")]
    [InlineData("$PSStyle.Foreground.Red + 'red' + $PSStyle.Reset", "red")]
    public async Task Objects_AreShownAsInATerminal(string script, string expected)
    {
        await RunAsync(script);
        // A record between "/", its lines between "|". Colours are looked at apart.
        Assert.Equal(expected, string.Join('/', _sink.Records.Select(record => Colour().Replace(record.Text.Split("\n  at ")[0], "").Replace('\n', '|'))));
    }

    [Fact]
    public async Task Objects_ThatShareATable_EachKeepTheirProperties()
    {
        await RunAsync("1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } }; 'x'; 4");
        Assert.Equal([true, true, true, false, true], _sink.Records.Select(record => record.Data is not null));
        Assert.Equal(["<I32 N=\"A\">1</I32>", "<I32 N=\"A\">2</I32>", "<I32 N=\"A\">3</I32>"], _sink.Records.Take(3).Select(record => Property().Match(record.Data!).Value));
        Assert.Equal("<I32>4</I32>", _sink.Records[^1].Data);
    }

    [Fact]
    public async Task Objects_HeadsOfTablesAreColoured_AsTheScriptSays()
    {
        await RunAsync("[pscustomobject]@{ A = 1 }");
        Assert.Equal("\n\e[32;1mA\e[0m\n\e[32;1m-\e[0m\n1", _sink.Output[0]);
        var plain = new RecordingSink();
        await host.RunAsync("PowerShell", "$PSStyle.OutputRendering = 'PlainText'; [pscustomobject]@{ A = 1 }", plain);
        Assert.Equal("\nA\n-\n1", plain.Output[0]);
    }

    [Fact]
    public async Task Objects_HeldBackForTheirTable_AreShownBeforeAQuestionIsAsked()
    {
        var (sink, shown) = ((RecordingSink?)null, -1);
        sink = new RecordingSink { Answer = (_, _, _, _, _) => Task.FromResult($"{shown = sink!.Records.Count}") };
        await host.RunAsync("PowerShell", "[pscustomobject]@{ A = 1 }; $null = Read-Host 'go on'", sink);
        Assert.Equal(1, shown);
    }

    [Fact]
    public async Task Screen_FormattedAndConsoleText_IsRecordedInOrder()
    {
        await RunAsync("""
            'before'; [Console]::WriteLine('console'); [Console]::Write('half'); [Console]::WriteLine(' line'); [Console]::Error.WriteLine('console error')
            ([pscustomobject]@{ A = 1; B = 'x' } | Out-String).Trim() -replace '\r'; /bin/echo native; /bin/sh -c 'echo native error >&2'
            'shown' | Out-Default; 'gone' | Out-Null; 'after'
            """);
        Assert.Equal(["before", "console", "half line", "A B\n- -\n1 x", "native", "shown", "after"], _sink.Output);
        Assert.Equal("console error", _sink.Lines(OutputStream.Error)[0]);
        Assert.Contains("native error", _sink.Lines(OutputStream.Error)[1]);
    }

    [Fact]
    public async Task Surroundings_FolderVariablesAndModule()
    {
        await RunAsync("""
            "$pwd" -eq [Environment]::CurrentDirectory; "$env:UNIVERSAL_JOB_ID/$env:UNIVERSAL_ATTEMPT"; $PSScriptRoot -eq $env:UNIVERSAL_REPOSITORY
            Microsoft.PowerShell.Utility\Write-Output 'qualified'; $PSVersionTable.PSVersion.Major
            $MyInvocation.MyCommand.Path -eq $PSCommandPath; (/bin/sh -c 'echo $UNIVERSAL_ATTEMPT')
            """);
        Assert.Equal(["True", _sink.Output[1], "True", "qualified", "7", "True", "1"], _sink.Output);
        Assert.EndsWith("/1", _sink.Output[1]);
    }

    [Fact]
    public async Task Progress_IsReported()
    {
        await RunAsync("Write-Progress -Activity 'Copy' -Status 'one' -PercentComplete 10; 1..50 | % { Write-Progress -Activity 'Copy' -Status \"$_\" -PercentComplete $_ }; Write-Progress -Activity 'Copy' -Completed");
        Assert.Equal((10, "Copy: one"), _sink.ProgressReports.First());
        Assert.Equal((50, "Copy: 50"), _sink.ProgressReports.Last());
    }

    [Fact]
    public async Task Prompts_OfEveryKind_AreAskedAndAnswered()
    {
        var answers = new Dictionary<string, string> { ["Name & title"] = "Ada", ["Password"] = "hunter2", ["Go on?\nReally"] = "1", ["Color"] = "red", ["Items[0]"] = "x", ["Items[1]"] = "y", ["Items[2]"] = "" };
        var sink = new RecordingSink { Answer = (_, prompt, _, _, _) => Task.FromResult(answers[prompt]) };
        var outcome = await host.RunAsync(
            "PowerShell",
            """
            param([Parameter(Mandatory)] [string] $Color, [Parameter(Mandatory)] [string[]] $Items)
            $name = Read-Host 'Name & title'
            $secret = Read-Host 'Password' -AsSecureString
            $choice = $Host.UI.PromptForChoice('Go on?', 'Really', @('&Yes', '&No'), 0)
            "$Color $($Items.Count) $name $($secret.Length) $choice"
            """,
            sink);
        Assert.Equal((0, false), (outcome.ExitCode, outcome.Terminated));
        Assert.Equal(["red 2 Ada 7 1"], sink.Output);
        Assert.Equal(
            [(JobFeedbackKind.Text, "Color"), (JobFeedbackKind.Text, "Items[0]"), (JobFeedbackKind.Text, "Items[1]"), (JobFeedbackKind.Text, "Items[2]"),
                (JobFeedbackKind.Text, "Name & title"), (JobFeedbackKind.Secret, "Password"), (JobFeedbackKind.Choice, "Go on?\nReally")],
            sink.Questions.Select(q => (q.Kind, q.Prompt)));
        Assert.Equal(["Yes", "No"], sink.Questions.Last().Choices);
        Assert.Equal(0, sink.Questions.Last().Default);
    }

    [Fact]
    public async Task Stop_WhileWaitingForAnAnswer_Stops()
    {
        var sink = new RecordingSink { Answer = async (_, _, _, _, cancelled) => { await Task.Delay(Timeout.Infinite, cancelled); return ""; } };
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync("PowerShell", "Read-Host 'wait'", sink, grace: TimeSpan.FromSeconds(30), stop: stop.Token);
        await sink.WaitForQuestionAsync();
        await stop.CancelAsync();
        Assert.Equal(AttemptEnd.Stopped, (await running).End);
    }

    [Theory]
    [InlineData("while ($true) { }", false)]
    [InlineData("Start-Sleep 1000", false)]
    [InlineData("/bin/sleep {0}", false)]
    [InlineData("/bin/sh -c \"trap '' TERM; setsid sleep {0} & while :; do sleep {0}; done\"", true)]
    [InlineData("[System.Threading.Thread]::Sleep(1000000)", true)]
    public async Task Stop_WhileBusy_EndsWithinTheGraceOrIsKilled(string body, bool killed)
    {
        using var stop = new CancellationTokenSource();
        var script = "try { 'ready'; " + body.Replace("{0}", _sleep) + " } finally { 'finally' }";
        var running = host.RunAsync("PowerShell", script, _sink, grace: TimeSpan.FromSeconds(killed ? 1 : 20), stop: stop.Token);
        await _sink.WaitForLineAsync(line => line == "ready");
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        var outcome = await running;
        Assert.Equal(AttemptEnd.Stopped, outcome.End);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(18), $"It took {watch.Elapsed}.");
        Assert.Equal(0, Marks.CountAlive(_sleep));
        if (body.Contains("Thread"))
            Assert.Contains("killed", outcome.Reason);
    }

    [Fact]
    public async Task NativeProcesses_LeftBehind_AreGoneAtTheEnd()
    {
        var outcome = await RunAsync($"/bin/sh -c 'setsid sleep {_sleep} >/dev/null 2>&1 &'; 'done'");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["done"], _sink.Output);
        Assert.Equal(0, Marks.CountAlive(_sleep));
    }

    [Fact]
    public async Task Output_EndlessWithSlowSink_SlowsTheScript()
    {
        using var stop = new CancellationTokenSource();
        var blocked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _sink.BeforeWrite = async () =>
        {
            blocked.TrySetResult();
            await release.Task;
        };
        var counter = Path.Combine(host.Folder, "ps-counter");
        var running = host.RunAsync(
            "PowerShell", $"$line = 'x' * 1000; $n = 0; while ($true) {{ $line; $n++; [IO.File]::WriteAllText('{counter}', \"$n\") }}", _sink, grace: TimeSpan.FromSeconds(1), stop: stop.Token);
        await blocked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var before = await Marks.ReadWhenStillAsync(counter);
        Assert.InRange(int.Parse(before), 1, 1000);
        await stop.CancelAsync();
        release.SetResult();
        Assert.Equal(AttemptEnd.Stopped, (await running).End);
    }

    [Theory]
    [InlineData("1..9 | Select-Object -First 2", "1 2")]
    [InlineData("1..9 | Select-Object -Last 2 -Skip 1", "7 8")]
    [InlineData("1..9 | Select-Object -SkipLast 7", "1 2")]
    [InlineData("1..9 | Select-Object -Index 1, 3", "2 4")]
    [InlineData("1..9 | Select-Object -First 1 -Last 1", "1 9")]
    [InlineData("1, 2, 2, 1 | Select-Object -Unique", "1 2")]
    [InlineData("'abc' | Select-Object Length, @{ n = 'Up'; e = { $_.ToUpper() } } | ForEach-Object { \"$($_.Length)$($_.Up)\" }", "3ABC")]
    [InlineData("[pscustomobject]@{ A = 1; B = 2 } | Select-Object * -ExcludeProperty A | ConvertTo-Json -Compress", "{\"B\":2}")]
    [InlineData("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", "1 2")]
    [InlineData("[ordered]@{ a = 1; b = @(1.0, $null, $true, 'é<'); c = @{ d = @{ e = @{ f = 1 } } } } | ConvertTo-Json -Compress -WarningAction Ignore", "{\"a\":1,\"b\":[1.0,null,true,\"é<\"],\"c\":{\"d\":{\"e\":\"System.Collections.Hashtable\"}}}")]
    [InlineData("(1, 2 | ConvertTo-Json -Compress), (,1 | ConvertTo-Json -AsArray -Compress), ('s' | ConvertTo-Json)", "[1,2] [1] \"s\"")]
    [InlineData("$o = '{\"a\":{\"b\":[1,2.5,\"x\"]},\"t\":\"2024-01-02T03:04:05Z\"}' | ConvertFrom-Json; $o.a.b.Count; $o.t.Year; $o.a.b[0].GetType().Name", "3 2024 Int64")]
    [InlineData("('{\"a\":1}' | ConvertFrom-Json -AsHashtable).GetType().Name", "OrderedHashtable")]
    [InlineData("try { 'nope{' | ConvertFrom-Json } catch { 'caught' }", "caught")]
    [InlineData("Get-Date '2024-02-03' -Format 'yyyy-MM'; Get-Date '2024-02-03' -UFormat '%Y-%j'; (Get-Date -UnixTimeSeconds 0 -AsUTC).Year", "2024-02 2024-034 1970")]
    [InlineData("(Write-Output 1, 2 -NoEnumerate).Count; (Write-Output 1 2).Count", "2 2")]
    [InlineData("$e = Write-Error 'm' -ErrorId 'Id' -Category InvalidData 2>&1; ($e.FullyQualifiedErrorId -split ',')[0]; $e.CategoryInfo.Category; $e.Exception.GetType().Name", "Id InvalidData WriteErrorException")]
    public async Task Cmdlets_BehaveAsInPowerShell7(string script, string expected)
    {
        var outcome = await RunAsync(script);
        Assert.Empty(_sink.Lines(OutputStream.Error));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(expected, string.Join(' ', _sink.Output));
    }

    [Fact]
    public async Task Attempts_FiveAtOnce_DoNotShareState()
    {
        var sinks = Enumerable.Range(0, 5).Select(_ => new RecordingSink()).ToArray();
        var running = sinks.Select((sink, i) => host.RunAsync(
            host.Start("PowerShell", $"$env:SHARED; $env:SHARED = '{i}'; $global:x; $global:x = {i}; \"$env:SHARED$global:x\"; exit {i}"), sink));
        var outcomes = await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([0, 1, 2, 3, 4], outcomes.Select(o => o.ExitCode!.Value));
        for (var i = 0; i < 5; i++)
            Assert.Equal([$"{i}{i}"], sinks[i].Output);
    }

    private Task<AttemptOutcome> RunAsync(string script, string? parameters = null) => host.RunAsync("PowerShell", script, _sink, parameters);

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"<I32 N=""A"">\d</I32>")]
    private static partial Regex Property();
}
