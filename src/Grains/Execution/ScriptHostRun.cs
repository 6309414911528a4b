using Universal.Jobs;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>One attempt in its host.</summary>
internal sealed class ScriptHostRun(ScriptHostConnection host, IAttemptSink sink, TimeProvider time)
{
    /// <summary>How much longer than the grace a host may take to kill its script before the node does it.</summary>
    private static readonly TimeSpan KillAllowance = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private volatile bool _stopping;
    private volatile bool _killed;

    /// <summary>Whether the host had ended before it got the script.</summary>
    public bool WasGone { get; private set; }

    /// <summary>Whether the host has nothing of the attempt in it any more, and can take another one.</summary>
    public bool LeavesHostFree { get; private set; }

    /// <summary>Runs the attempt to its end.</summary>
    public async Task<AttemptOutcome> RunAsync(RunScript script, TimeSpan grace, CancellationToken stop)
    {
        host.RedirectErrors((line, more) => sink.WriteAsync(OutputStream.Error, line, null, more, _ended.Token));
        if (!await host.SendAsync(script))
        {
            WasGone = true;
            return AttemptOutcome.Refused(RefusalCause.Node, "The script host ended before it got the script.");
        }

        var stopping = Task.CompletedTask;
        await using var registration = stop.Register(() => stopping = StopAsync(grace));
        try
        {
            var ended = await ReadToEndAsync();
            await registration.DisposeAsync();
            return await FinishAsync(ended);
        }
        catch
        {
            // The sink takes no more, so nobody may go on for it.
            await FinishAsync(null);
            throw;
        }
        finally
        {
            host.RestoreErrors();
            await _ended.CancelAsync();
            await stopping;
        }
    }

    /// <summary>Kills the host because it is of no use any more.</summary>
    public void GiveUp() => host.Kill();

    private async Task<ScriptEnded?> ReadToEndAsync()
    {
        while (await host.ReadAsync() is { } message)
        {
            switch (message)
            {
                case OutputRecord record:
                    await sink.WriteAsync((OutputStream)record.Stream, record.Text, record.Data, record.More, CancellationToken.None);
                    break;
                case ProgressReport progress:
                    sink.Progress(progress.Percent, progress.Text);
                    break;
                case Question question:
                    _ = AskAsync(question);
                    break;
                case ScriptEnded ended:
                    return ended;
            }
        }

        return null;
    }

    private async Task AskAsync(Question question)
    {
        try
        {
            var answer = await sink.AskAsync((JobFeedbackKind)question.Kind, question.Prompt, question.Choices, question.Default, _ended.Token);
            await host.SendAsync(new AnswerQuestion(question.Id, answer));
        }
        catch (OperationCanceledException)
        {
            // The attempt has ended; nobody waits for the answer.
        }
    }

    private async Task StopAsync(TimeSpan grace)
    {
        _stopping = true;
        await host.SendAsync(new StopScript(grace));
        try
        {
            await Task.Delay(grace + KillAllowance, time, _ended.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _killed = true;
        host.Kill();
    }

    private async Task<AttemptOutcome> FinishAsync(ScriptEnded? ended)
    {
        // A host that is being killed may see its script die first and report that as the script's own end.
        if (host.WasKilled)
            ended = null;

        LeavesHostFree = ended is { IsFree: true } && !_stopping;
        // 1. The host has said its last word. A script inside it is gone only when the host is.
        if (!LeavesHostFree)
        {
            if (ended is null or { IsFree: true } || !await host.WaitForExitAsync(TimeSpan.FromSeconds(2)))
                host.Kill();
            await host.WaitForExitAsync(TimeSpan.FromSeconds(30));
        }

        // 2. The host is gone. When it could not clear up itself, its descendants are nobody's children now.
        if (ended is null or { End: ScriptEnd.Killed })
            await host.SweepAsync();

        return ended switch
        {
            null when _stopping => new AttemptOutcome(AttemptEnd.Stopped, Reason: _killed ? "It did not stop in time and was killed." : null),
            null => new AttemptOutcome(AttemptEnd.Lost, Reason: "The script host died."),
            { End: ScriptEnd.NotStarted, Lack: HostLack.None } => new AttemptOutcome(AttemptEnd.NotStarted, Reason: ended.Reason),
            { End: ScriptEnd.NotStarted } => AttemptOutcome.Refused(
                ended.Lack == HostLack.Environment ? RefusalCause.Environment : RefusalCause.Node, ended.Reason ?? "The script could not be started."),
            { End: ScriptEnd.OverLimit } => new AttemptOutcome(AttemptEnd.Exited, ended.ExitCode, Terminated: true, Reason: ended.Reason),
            { End: ScriptEnd.Exited } => new AttemptOutcome(
                AttemptEnd.Exited, ended.ExitCode, ended.HadErrors, ended.HadWarnings, ended.Terminated, ended.Reason),
            _ => new AttemptOutcome(AttemptEnd.Stopped, ended.ExitCode, ended.HadErrors, ended.HadWarnings, ended.Terminated, ended.Reason),
        };
    }
}
