using System.Text.Json;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Tests;

/// <summary>What Bootstrap.ps1 does with a script, run in the embedded engine: no installed PowerShell is at hand where these tests run.</summary>
public sealed class BootstrapTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Script_OfEveryStream_IsWrittenAsMessages()
    {
        var messages = await RunAsync("""
            param($Count, [switch] $On)
            "out $Count $On $PSUEnvironment $($UAJob.Id) $UAScriptId $Site"; 5; Write-Warning 'warn'; Write-Error 'err'
            [int]::Parse('x')
            Write-Host 'host'; Write-Verbose 'verb' -Verbose; 'x' * 9000; exit 3
            """, """{"Count":3,"On":true}""");
        Assert.Equal(
            [(HostStream.Output, "out 3 True Full 12 7 north"), (HostStream.Output, "5"), (HostStream.Warning, "warn"), (HostStream.Error, "err"),
                (HostStream.Information, "host"), (HostStream.Verbose, "verb")],
            messages.OfType<OutputRecord>().Where(record => !record.Text.Contains("Parse") && record.Text[0] != 'x').Select(record => (record.Stream, record.Text.Split('\n')[0])));
        Assert.Equal(9000, messages.OfType<OutputRecord>().Where(record => record.Text[0] == 'x').Sum(record => record.Text.Length));
        Assert.Contains("<I32>5</I32>", messages.OfType<OutputRecord>().Single(record => record.Text == "5").Data);
        Assert.IsType<ScriptEnded>(messages[^1]);
        Assert.Equal("3", _sink.Output.Last());
    }

    [Fact]
    public async Task Script_ThatIsEndedByAnError_HasNoLastWord()
    {
        var messages = await RunAsync("'before'; throw 'boom'", null);
        Assert.Equal(["before"], messages.OfType<OutputRecord>().Select(record => record.Text));
        Assert.Contains("boom", _sink.Lines(OutputStream.Error).Single());
    }

    [Fact]
    public async Task Script_WithErrorActionStop_IsEndedByItsFirstError()
    {
        var messages = await RunAsync("Write-Error 'first'; 'after'", null, errorAction: "Stop");
        Assert.Empty(messages);
        Assert.Contains("first", _sink.Lines(OutputStream.Error).Single());
    }

    [Fact]
    public async Task Script_WhoseOutputIsDiscarded_KeepsTheOtherStreams() =>
        Assert.Equal(["warn"], (await RunAsync("'out'; Write-Warning 'warn'", null, discard: true)).OfType<OutputRecord>().Select(record => record.Text));

    // The script that is run here starts Bootstrap.ps1 as pwsh would, and then says what it left in $LASTEXITCODE.
    private async Task<IReadOnlyList<HostMessage>> RunAsync(string script, string? parameters, string? errorAction = null, bool discard = false)
    {
        var file = Path.Combine(host.Folder, "inner.ps1");
        await File.WriteAllTextAsync(file, script);
        var session = Path.Combine(host.Folder, "session.json");
        await File.WriteAllBytesAsync(session, ProtocolJson.Write(new PowerShellSession
        {
            Environment = "Full", Repository = host.Folder, Job = """{"id":12}""", Script = """{"id":7,"name":"n"}""",
            Variables = """{"Site":"north"}""", ErrorAction = errorAction, DiscardOutput = discard,
        }));
        var bootstrap = Path.Combine(AppContext.BaseDirectory, "scripthost", "Bootstrap.ps1");
        await host.RunAsync(
            "PowerShell",
            $"$env:UNIVERSAL_SESSION_FILE = '{session}'; $env:UNIVERSAL_PARAMETERS_FILE = $null; $env:UNIVERSAL_PARAMETERS = {(parameters is null ? "$null" : $"'{parameters}'")}\n& '{bootstrap}' '{file}'; $LASTEXITCODE",
            _sink);
        Assert.False(File.Exists(session));
        return [.. _sink.Output.Where(line => line.StartsWith('\u001e')).Select(line => ProtocolJson.ReadHostMessage(line[1..]))];
    }
}
