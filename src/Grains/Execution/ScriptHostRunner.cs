using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Jobs;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>Runs attempts in host processes, one at a time in each.</summary>
public sealed partial class ScriptHostRunner : IAttemptRunner, IDisposable
{
    private const int MostTries = 3;

    private readonly ConcurrentDictionary<ScriptHostConnection, ScriptHostRun> _running = new();
    private readonly ScriptHostPool _pool;
    private readonly AttemptFolders _folders;
    private readonly HostAccounts _accounts;
    private readonly ScriptEnvironments _environments;
    private readonly ScriptHostOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ScriptHostRunner> _logger;
    private readonly ITimer _heartbeat;

    /// <summary>Makes the runner.</summary>
    public ScriptHostRunner(
        ScriptHostPool pool, AttemptFolders folders, HostAccounts accounts, ScriptEnvironments environments, IOptions<ScriptHostOptions> options, TimeProvider time,
        ILogger<ScriptHostRunner> logger)
    {
        (_pool, _folders, _accounts, _environments, _options, _time, _logger) = (pool, folders, accounts, environments, options.Value, time, logger);
        _heartbeat = time.CreateTimer(_ => Beat(), null, _options.HeartbeatInterval, _options.HeartbeatInterval);
    }

    /// <inheritdoc />
    public bool Runs(string environment) => _environments.Find(environment) is not null;

    /// <inheritdoc />
    public async Task<AttemptOutcome> RunAsync(AttemptStart start, IAttemptSink sink, TimeSpan grace, CancellationToken stop)
    {
        var environment = _environments.Find(start.Job.Environment);
        if (environment is null)
            return AttemptOutcome.Refused(RefusalCause.Environment, $"There is no environment '{start.Job.Environment}' on this node.");
        if (environment.Unavailable is { } reason)
            return AttemptOutcome.Refused(RefusalCause.Environment, $"This node cannot run the environment '{environment.Name}'. {reason}");
        var missing = start.ScriptText is null && !File.Exists(start.ScriptFile) ? $"There is no script '{start.Job.Script}' on this node." : ScriptOrder.StartFolderFault(start);
        if (missing is not null)
            return RepositoryFolder.FaultOf(start.RepositoryRoot) is { } gone ? AttemptOutcome.Refused(RefusalCause.Node, gone) : AttemptOutcome.Refused(RefusalCause.Script, missing);
        RunScript order;
        try
        {
            order = ScriptOrder.Of(start, environment, _folders.Create(start.Job), _options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _folders.Remove(start.Job);
            return AttemptOutcome.Refused(RefusalCause.Node, $"The attempt's working folder could not be made: {e.Message}");
        }

        var outcome = await RunInHostAsync(start, environment, order, sink, grace, stop);
        return outcome.End is AttemptEnd.NotStarted or AttemptEnd.Refused ? outcome : outcome with { Engine = environment.Engine };
    }

    /// <inheritdoc />
    public void KillAll() => _pool.KillAll();

    /// <inheritdoc />
    public void Dispose() => _heartbeat.Dispose();

    private async Task<AttemptOutcome> RunInHostAsync(
        AttemptStart start, ScriptEnvironment environment, RunScript order, IAttemptSink sink, TimeSpan grace, CancellationToken stop)
    {
        HostAccount? account = null;
        try
        {
            // One that waited may have ended a moment ago.
            for (var tries = 1; ; tries++)
            {
                var (outcome, host, wasGone) = await TryInHostAsync(start, environment, order, sink, grace, stop);
                account = host?.Account;
                if (!wasGone || tries == MostTries) return outcome;
            }
        }
        finally
        {
            await _folders.RemoveAsync(start.Job, account);
        }
    }

    private async Task<(AttemptOutcome Outcome, ScriptHostConnection? Host, bool WasGone)> TryInHostAsync(
        AttemptStart start, ScriptEnvironment environment, RunScript order, IAttemptSink sink, TimeSpan grace, CancellationToken stop)
    {
        ScriptHostConnection? host = null;
        ScriptHostRun? run = null;
        try
        {
            host = await _pool.TakeAsync(environment.Kind, environment.Launcher, stop);
            _accounts.LetRead(host.Account, start.RepositoryRoot);
            HostAccounts.LetReadFile(host.Account, start.ScriptFile);
            _folders.LetIn(host.Account, start.Job);
            run = new ScriptHostRun(host, sink, _time);
            _running[host] = run;
            return (Blamed(await run.RunAsync(order, grace, stop), environment), host, run.WasGone);
        }
        catch (OperationCanceledException) when (host is null)
        {
            // Nothing of it has run, whatever its rule for losses says.
            return (AttemptOutcome.Refused(RefusalCause.Node, stop.IsCancellationRequested ? "It was stopped before its script started." : "The node is shutting down."), host, false);
        }
        catch (Exception e) when ((host is null || !_running.ContainsKey(host)) && e is Win32Exception or TimeoutException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            LogHostFailed(start.Job.Id, e.Message);
            return (Blamed(AttemptOutcome.Refused(RefusalCause.Node, $"The script host could not be started: {e.Message}"), environment), host, false);
        }
        finally
        {
            if (host is not null)
            {
                _running.TryRemove(host, out _);
                await _pool.ReturnAsync(host, run is { LeavesHostFree: true });
            }
        }
    }

    // A launcher that one environment alone has is no reason to keep the others' jobs away.
    private AttemptOutcome Blamed(AttemptOutcome outcome, ScriptEnvironment environment) =>
        outcome is { End: AttemptEnd.Refused, Refusal: RefusalCause.Node } && !environment.Launcher.SequenceEqual(_accounts.DefaultLauncher)
            ? outcome with { Refusal = RefusalCause.Launcher }
            : outcome;

    private void Beat()
    {
        foreach (var (host, run) in _running)
        {
            try
            {
                _ = host.SendAsync(new Heartbeat());
                if (host.Silence <= _options.HostSilenceLimit) continue;
                LogHostSilent(host.Id, host.Silence);
                run.GiveUp();
            }
            catch (Exception error)
            {
                // It ended just now, for instance. What a timer's call throws would end the node.
                LogBeatFailed(error);
            }
        }
    }
}
