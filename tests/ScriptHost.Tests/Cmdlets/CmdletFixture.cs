using System.Threading.Channels;
using Universal.Grains.Execution;

namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>
/// A job that evaluates one expression after the other, each in a scope and an empty folder of its own. It asks for the next expression, and
/// its question is the result of the last one: what was written, joined by <c>|</c>, line ends as <c>\n</c>; <c>!id</c> for an error,
/// <c>!!id</c> for one that ended the expression, <c>W:text</c> for a warning.
/// </summary>
public sealed class CmdletFixture : IAsyncLifetime
{
    /// <summary>Puts the result of the expression <c>$__text</c> into <c>$__result</c>.</summary>
    public const string Evaluate = """
            $ErrorActionPreference = 'Continue'
            $Error.Clear()
            Set-Location ([IO.Directory]::CreateDirectory("$PSScriptRoot/work/$(($__number++))").FullName)
            $__result = '=' + $(try {
                $__parts = @(& ([scriptblock]::Create($__text)) 2>&1 3>&1) | ForEach-Object {
                    if ($null -eq $_) { '<null>' }
                    elseif ($_ -is [System.Management.Automation.ErrorRecord]) { '!' + $_.FullyQualifiedErrorId }
                    elseif ($_ -is [System.Management.Automation.WarningRecord]) { 'W:' + $_.Message }
                    else { "$_" }
                }
                ($__parts -join '|').Replace("`r", '').Replace("`n", '\n').Replace('&', "`u{1}").TrimEnd()
            } catch { '!!' + $_.FullyQualifiedErrorId })
        """;

    private const string Loop = $$"""
        $__number = 0
        $__result = '=ready'
        while (($__text = Read-Host $__result) -ne 'quit') {
        {{Evaluate}}
        }
        """;

    private readonly HostFixture _host = new();
    private readonly Channel<string> _expressions = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _results = Channel.CreateUnbounded<string>();
    private Task<AttemptOutcome>? _run;

    /// <summary>Evaluates an expression.</summary>
    public async Task<string> EvaluateAsync(string expression)
    {
        await _expressions.Writer.WriteAsync(expression);
        return await ResultAsync();
    }

    public async ValueTask InitializeAsync()
    {
        var sink = new RecordingSink
        {
            Answer = async (_, prompt, choices, _, stop) =>
            {
                // Anything else that asks is what is being tested.
                if (!prompt.StartsWith('='))
                    return choices.Count > 0 ? "0" : "typed";
                // A question's "&" would mark its key.
                await _results.Writer.WriteAsync(prompt[1..].Replace('\u0001', '&'), stop);
                return await _expressions.Reader.ReadAsync(stop);
            },
        };
        _run = _host.RunAsync("PowerShell", Loop, sink, limit: TimeSpan.FromMinutes(10));
        Assert.Equal("ready", await ResultAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await using var host = _host;
        await _expressions.Writer.WriteAsync("quit");
        if (_run is not null)
            await _run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<string> ResultAsync()
    {
        var result = _results.Reader.ReadAsync().AsTask();
        var first = await Task.WhenAny(result, _run!).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(first == result, "The job has ended.");
        return await result;
    }
}
