using System.Diagnostics;
using System.Text.Json;
using Universal.Grains.Execution;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Tests;

/// <summary>What scripts of an interpreter do, and how it is recorded.</summary>
public sealed class ProcessScriptTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData("bash", "echo one; echo two; echo three >&2; echo four >&2; exit 7")]
    [InlineData("sh", "echo one; echo two; echo three >&2; echo four >&2; exit 7")]
    [InlineData("python3", "import sys\nprint('one')\nprint('two')\nprint('three', file=sys.stderr)\nprint('four', file=sys.stderr)\nsys.exit(7)")]
    [InlineData("node", "console.log('one'); console.log('two'); console.error('three'); console.error('four'); process.exitCode = 7")]
    public async Task Script_WritesToBothStreams_RecordsEachInOrderAndExitCode(string environment, string script)
    {
        var outcome = await host.RunAsync(environment, script, _sink);
        Assert.Equal((AttemptEnd.Exited, 7), (outcome.End, outcome.ExitCode));
        Assert.Equal(["one", "two"], _sink.Output);
        Assert.Equal(["three", "four"], _sink.Lines(OutputStream.Error));
    }

    [Fact]
    public async Task Output_LastLineWithoutLineFeedAndCarriageReturns_IsKept()
    {
        await host.RunAsync("bash", @"printf 'a\r\n\nb'; printf 'e' >&2", _sink);
        Assert.Equal(["a", "", "b"], _sink.Output);
        Assert.Equal(["e"], _sink.Lines(OutputStream.Error));
    }

    [Fact]
    public async Task Output_BinaryAndInvalidUtf8_BecomesReplacementCharacters()
    {
        var outcome = await host.RunAsync("bash", @"printf 'x\xff\xfey\n'; printf 'n\0m\n'; printf 'gr\xc3\xbc\xc3\x9fe \xf0\x9f\x98\x80\n'; head -c 300000 /dev/urandom", _sink);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["x\uFFFD\uFFFDy", "n\uFFFDm", "grüße 😀"], _sink.Output.Take(3));
        Assert.DoesNotContain(_sink.Output, line => line.Contains('\0'));
        Assert.True(_sink.Output.Sum(line => line.Length) > 100_000);
    }

    [Fact]
    public async Task Output_HugeLine_ComesInPiecesOfAtMost32KiBAndLosesNothing()
    {
        // A character of three bytes does not divide the size of a piece: cuts must fall between characters.
        await host.RunAsync("python3", "print('€' * 1_000_000)\nprint('end')", _sink);
        Assert.All(_sink.Output, piece => Assert.True(System.Text.Encoding.UTF8.GetByteCount(piece) <= LineSplitter.MaxBytes));
        Assert.Equal("end", _sink.Output[^1]);
        Assert.Equal(new string('€', 1_000_000), string.Concat(_sink.Output.SkipLast(1)));
        Assert.Equal(_sink.Output.SkipLast(2), _sink.Cut);
    }

    [Fact]
    public async Task Output_LinesAsLongAsAPiece_AreNotCut()
    {
        await host.RunAsync("python3", $"print('x' * {LineSplitter.MaxBytes})\nprint('y' * {LineSplitter.MaxBytes}, end='')", _sink);
        Assert.Equal([new string('x', LineSplitter.MaxBytes), new string('y', LineSplitter.MaxBytes)], _sink.Output);
        Assert.Empty(_sink.Cut);
    }

    [Fact]
    public async Task Output_EndlessWithSlowSink_SlowsTheScriptAndKeepsMemoryFlat()
    {
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var gate = new SemaphoreSlim(0);
        var blocked = new TaskCompletionSource();
        _sink.BeforeWrite = async () =>
        {
            if (++seen == 5)
            {
                blocked.SetResult();
                await gate.WaitAsync();
            }
        };
        var counter = Path.Combine(host.Folder, "counter");
        var script = $"line = 'x' * 1000\nn = 0\nwhile True:\n    print(line)\n    n += 1\n    if n % 64 == 0:\n        open({JsonSerializer.Serialize(counter)}, 'w').write(str(n))\n";
        var running = host.RunAsync("python3", script, _sink, grace: TimeSpan.FromSeconds(1), stop: stop.Token);
        await blocked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // The script comes to a stand: its counter no longer moves, and what it has written fits into the pipes.
        var before = await Marks.ReadWhenStillAsync(counter);
        Assert.InRange(int.Parse(before), 1, 1000);

        await stop.CancelAsync();
        gate.Release();
        var outcome = await running;
        Assert.Equal(AttemptEnd.Stopped, outcome.End);
    }

    [Fact]
    public async Task Input_IsEmpty() => Assert.Equal("nothing", await OutputOf("bash", "if read -r line; then echo \"$line\"; else echo nothing; fi"));

    [Fact]
    public async Task Script_ClosesItsOutputAndGoesOn_IsWaitedFor()
    {
        var file = Path.Combine(host.Folder, "closed");
        var outcome = await host.RunAsync("bash", $"exec >&- 2>&-; sleep 0.3; echo done > '{file}'; exit 4", _sink);
        Assert.Equal(4, outcome.ExitCode);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Interpreter_IsMissing_IsRefusedForTheEnvironment()
    {
        await using var other = HostFixture.With(new() { ["ScriptHosts:Environments:ruby9:Command"] = "no-such-ruby" });
        var outcome = await other.RunAsync("ruby9", "puts 1", _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Environment), (outcome.End, outcome.Refusal));
        Assert.Contains("no-such-ruby", outcome.Reason);
    }

    [Fact]
    public async Task Interpreter_CannotBeExecuted_IsRefusedForTheEnvironment()
    {
        await using var other = HostFixture.With(new() { ["ScriptHosts:Environments:text:Command"] = "/etc/hostname" });
        var outcome = await other.RunAsync("text", "x", _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Environment), (outcome.End, outcome.Refusal));
        Assert.Contains("/etc/hostname", outcome.Reason);
    }

    [Fact]
    public async Task ScriptFile_IsMissing_IsRefusedForTheScript()
    {
        var start = host.Start("bash", "echo 1");
        File.Delete(start.ScriptFile!);
        var outcome = await host.RunAsync(start, _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Script), (outcome.End, outcome.Refusal));
    }

    [Fact]
    public async Task Repository_IsGone_IsRefusedForTheNode()
    {
        var start = host.Start("bash", "echo 1");
        var gone = Path.Combine(host.Folder, "gone");
        var outcome = await host.RunAsync(start with { RepositoryRoot = gone, ScriptFile = Path.Combine(gone, "script.sh") }, _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Node, $"The repository's folder {gone} is not there."), (outcome.End, outcome.Refusal, outcome.Reason));
    }

    [Fact]
    public async Task WorkingFolder_CannotBeMade_IsRefusedForTheNode()
    {
        await using var other = HostFixture.With([]);
        await File.WriteAllTextAsync(other.Folders.Root, "");
        var outcome = await other.RunAsync(other.Start("bash", "echo 1"), _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Node), (outcome.End, outcome.Refusal));
        Assert.Contains("working folder", outcome.Reason);
    }

    [Fact]
    public async Task Pool_IsClosed_AttemptIsRefusedAndNotFailed()
    {
        await using var other = HostFixture.With(new() { ["ScriptHosts:WarmProcessHosts"] = "0" });
        other.Runner.KillAll();
        var outcome = await other.RunAsync(other.Start("bash", "echo 1"), _sink);
        Assert.Equal((AttemptEnd.Refused, RefusalCause.Node, "The node is shutting down."), (outcome.End, outcome.Refusal, outcome.Reason));
    }

    [Fact]
    public async Task Environment_Unknown_IsNotRun()
    {
        Assert.False(host.Runner.Runs("cobol"));
        Assert.True(host.Runner.Runs("BASH"));
        Assert.Equal(AttemptEnd.Refused, (await host.RunAsync("cobol", "x", _sink)).End);
    }

    [Theory]
    [InlineData("it's \"quoted\" `touch /tmp/x` $(touch /tmp/x) ; rm -rf / #")]
    [InlineData("two\nlines\tand a tab\r")]
    [InlineData("grüße 😀 \u202e end")]
    [InlineData("")]
    [InlineData("--flag -n")]
    public async Task Parameters_ReachTheScriptUnchanged(string value)
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, object?> { ["User-Name"] = value, ["count"] = 3, ["on"] = true, ["none"] = null, ["list"] = new[] { 1, 2 } });
        await host.RunAsync(
            "python3",
            "import os, json\n"
            + "print(json.dumps([os.environ['UNIVERSAL_PARAM_' + n] for n in ['USER_NAME', 'COUNT', 'ON', 'NONE', 'LIST']]))\n"
            + "print(json.dumps(json.loads(os.environ['UNIVERSAL_PARAMETERS'])['User-Name']))",
            _sink,
            json);
        Assert.Equal([value, "3", "true", "", "[1,2]"], JsonSerializer.Deserialize<string[]>(_sink.Output[0])!);
        Assert.Equal(value, JsonSerializer.Deserialize<string>(_sink.Output[1]));
    }

    [Fact]
    public async Task Parameters_InBash_AreNotEvaluated()
    {
        var marker = Path.Combine(host.Folder, "injected");
        var json = JsonSerializer.Serialize(new { Name = $"$(touch {marker}); touch {marker}" });
        await host.RunAsync("bash", "echo \"$UNIVERSAL_PARAM_NAME\"", _sink, json);
        Assert.Equal([$"$(touch {marker}); touch {marker}"], _sink.Output);
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task Parameters_TooLongForAVariable_ComeInAFile()
    {
        var json = JsonSerializer.Serialize(new { Big = new string('x', 3_000_000), Small = "s" });
        var script = "import os, json\nprint(len(json.load(open(os.environ['UNIVERSAL_PARAMETERS_FILE']))['Big']), os.environ['UNIVERSAL_PARAM_SMALL'], 'UNIVERSAL_PARAMETERS' in os.environ)";
        Assert.Equal(0, (await host.RunAsync("python3", script, _sink, json)).ExitCode);
        Assert.Equal(["3000000 s False"], _sink.Output);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("""{"Data":"short"}""", 5)]
    [InlineData("long", 100_000)]
    public async Task Parameters_OfAnySize_AreInTheFile(string? parameters, int length)
    {
        if (parameters == "long") parameters = JsonSerializer.Serialize(new { Data = new string('y', length) });
        const string python = "import os, json\nprint(len(json.load(open(os.environ['UNIVERSAL_PARAMETERS_FILE'])).get('Data', '')))";
        await host.RunAsync("python3", python, _sink, parameters);
        await host.RunAsync("PowerShell", "param($Data) (Get-Content -Raw $env:UNIVERSAL_PARAMETERS_FILE | ConvertFrom-Json).Data.Length + 0", _sink, parameters);
        Assert.Equal([$"{length}", $"{length}"], _sink.Output);
    }

    [Fact]
    public async Task Parameters_ManyThatAreTooLongTogether_ProgramStarts()
    {
        var json = JsonSerializer.Serialize(Enumerable.Range(0, 60).ToDictionary(i => $"P{i}", _ => new string('z', 90_000)));
        Assert.Equal(0, (await host.RunAsync("bash", "wc -c < \"$UNIVERSAL_PARAMETERS_FILE\"", _sink, json)).ExitCode);
        Assert.Equal([$"{json.Length}"], _sink.Output);
    }

    [Fact]
    public async Task Parameters_AreNoObject_NotStarted() =>
        Assert.Equal(AttemptEnd.NotStarted, (await host.RunAsync("bash", "echo 1", _sink, "[1]")).End);

    [Fact]
    public async Task WorkingFolder_IsTheAttemptsOwnAndEmpty()
    {
        await host.RunAsync("bash", "pwd; ls -A | wc -l; echo x > file; mkdir -p a/b", _sink);
        Assert.StartsWith(host.Folders.Root, _sink.Output[0]);
        Assert.Equal("0", _sink.Output[1].Trim());
    }

    [Fact]
    public async Task Variables_OfTheAttemptAreSet_ThoseOfTheNodeAreHidden()
    {
        Environment.SetEnvironmentVariable("UNIVERSAL_Database__ConnectionString", "secret");
        Environment.SetEnvironmentVariable("ConnectionStrings__Main", "secret");
        Environment.SetEnvironmentVariable("Git__Secret", "secret");
        Environment.SetEnvironmentVariable("Data__GitPassword", "secret");
        try
        {
            await using var other = HostFixture.With([]);
            await other.RunAsync("bash", "echo $UNIVERSAL_JOB_ID $UNIVERSAL_ATTEMPT; env | grep -c secret; env | grep -E '^(DOTNET_EnableDiagnostics|POWERSHELL_TELEMETRY)'; [ -d \"$UNIVERSAL_REPOSITORY\" ] && echo repo", _sink);
            Assert.Equal(["1 1", "0", "repo"], _sink.Output);
        }
        finally
        {
            Environment.SetEnvironmentVariable("UNIVERSAL_Database__ConnectionString", null);
            Environment.SetEnvironmentVariable("ConnectionStrings__Main", null);
            Environment.SetEnvironmentVariable("Git__Secret", null);
            Environment.SetEnvironmentVariable("Data__GitPassword", null);
        }
    }

    [Fact]
    public async Task Attempts_TwentyAtOnce_AllEndRight()
    {
        var sinks = Enumerable.Range(0, 20).Select(_ => new RecordingSink()).ToArray();
        var starts = sinks.Select((_, i) => host.Start("bash", $"for i in 1 2 3; do echo {i}-$i; done; exit {i}")).ToArray();
        var outcomes = await Task.WhenAll(starts.Zip(sinks, (start, sink) => host.RunAsync(start, sink)))
            .WaitAsync(TimeSpan.FromSeconds(60));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, outcomes[i].ExitCode);
            Assert.Equal([$"{i}-1", $"{i}-2", $"{i}-3"], sinks[i].Output);
        }

        await host.WaitForNoScriptsAsync();
    }

    [Fact]
    public async Task Output_OneHundredThousandLines_AllArriveInOrder()
    {
        var watch = Stopwatch.StartNew();
        await host.RunAsync("bash", "seq 1 100000", _sink);
        Assert.Equal(Enumerable.Range(1, 100_000).Select(n => n.ToString()), _sink.Output);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    private async Task<string> OutputOf(string environment, string script)
    {
        await host.RunAsync(environment, script, _sink);
        return Assert.Single(_sink.Output);
    }
}
