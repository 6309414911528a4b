using System.Collections.Concurrent;
using System.ComponentModel;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.Grains.Execution;

/// <summary>Keeps warmed hosts of each kind, so that an attempt need not wait for one to start. A host runs one attempt and is then replaced.</summary>
public sealed partial class ScriptHostPool : IAsyncDisposable
{
    /// <summary>Code of the trouble that no host starts.</summary>
    public const string Trouble = "script_host_unavailable";

    private readonly ScriptHostOptions _options;
    private readonly AttemptFolders _folders;
    private readonly HostAccounts _accounts;
    private readonly NodeTroubles _troubles;
    private readonly TimeProvider _time;
    private readonly ILogger<ScriptHostPool> _logger;
    private readonly ConcurrentDictionary<int, ScriptHostConnection> _all = new();
    private readonly ConcurrentQueue<ScriptHostConnection>[] _ready = [new(), new()];
    private readonly SemaphoreSlim _starting = new(Math.Max(2, Environment.ProcessorCount));
    private readonly SemaphoreSlim[] _refilling = [new(1), new(1)];
    private readonly Lock _telling = new();
    // Why no host of a kind could be started in advance.
    private readonly string?[] _failures = new string?[2];
    private readonly CancellationTokenSource _closing = new();
    private int _closed;

    /// <summary>Makes an empty pool.</summary>
    public ScriptHostPool(
        IOptions<ScriptHostOptions> options, AttemptFolders folders, HostAccounts accounts, NodeTroubles troubles, TimeProvider time, ILogger<ScriptHostPool> logger) =>
        (_options, _folders, _accounts, _troubles, _time, _logger) = (options.Value, folders, accounts, troubles, time, logger);

    /// <summary>How many hosts of a kind are ready and wait for work.</summary>
    public int ReadyCount(ScriptKind kind) => _ready[(int)kind].Count;

    /// <summary>Starts filling the pool, in the background.</summary>
    public void Fill()
    {
        _ = RefillAsync(ScriptKind.Process);
        _ = RefillAsync(ScriptKind.PowerShell);
    }

    /// <summary>A warmed host, or a new one when none is ready. Only hosts of the default launcher are warmed. Its taker disposes of it through <see cref="ReturnAsync"/>.</summary>
    /// <exception cref="Win32Exception">The host program cannot be started.</exception>
    /// <exception cref="TimeoutException">It did not get ready in time.</exception>
    internal async Task<ScriptHostConnection> TakeAsync(ScriptKind kind, IReadOnlyList<string> launcher, CancellationToken cancellationToken)
    {
        if (!launcher.SequenceEqual(_accounts.DefaultLauncher)) return await StartAsync(kind, launcher, cancellationToken);
        ScriptHostConnection? host = null;
        while (_ready[(int)kind].TryDequeue(out var candidate))
        {
            if (!candidate.HasExited)
            {
                host = candidate;
                break;
            }

            await ReturnAsync(candidate);
        }

        host ??= await StartAsync(kind, launcher, cancellationToken);
        _ = RefillAsync(kind);
        return host;
    }

    /// <summary>Ends a host and forgets it.</summary>
    internal async Task ReturnAsync(ScriptHostConnection host)
    {
        await host.DisposeAsync();
        _all.TryRemove(host.Id, out _);
    }

    /// <summary>Kills every host with all that descends from it, at once. The pool gives out no more hosts.</summary>
    public void KillAll()
    {
        Close();
        Parallel.ForEach(_all.Values, host => host.Kill());
        if (OperatingSystem.IsLinux())
            ProcessSweep.KillOnce(_folders.TokenPrefix + OwnToken, hostId: null);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Close();
        foreach (var host in _all.Values)
            await ReturnAsync(host);
    }

    private string OwnToken { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + ".";

    private async Task<ScriptHostConnection> StartAsync(ScriptKind kind, IReadOnlyList<string> launcher, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        // First: a launcher that hangs keeps only its own hosts waiting.
        var account = await _accounts.OfAsync(launcher);
        await _starting.WaitAsync(either.Token);
        try
        {
            var token = _folders.TokenPrefix + OwnToken + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var host = ScriptHostConnection.Start(_options, _accounts, account, kind, token, _time, (line, _) =>
            {
                LogHostError(line);
                return ValueTask.CompletedTask;
            });
            _all[host.Id] = host;
            try
            {
                var first = await host.ReadAsync().WaitAsync(_options.StartTimeout, _time, either.Token);
                if (first is not HostReady)
                    throw new Win32Exception($"The script host ended before it was ready; the log of the node has what it wrote.");
                if (launcher.SequenceEqual(_accounts.DefaultLauncher)) Tell(kind, failure: null);
                return host;
            }
            catch (Exception error)
            {
                await ReturnAsync(host);
                if (error is not TimeoutException) throw;
                throw new TimeoutException(FormattableString.Invariant(
                    $"It was not ready within {_options.StartTimeout.TotalSeconds:0.#} s. If the machine is slow or busy, raise ScriptHosts:StartTimeout."));
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task RefillAsync(ScriptKind kind)
    {
        var wanted = kind == ScriptKind.PowerShell ? _options.WarmPowerShellHosts : _options.WarmProcessHosts;
        var queue = _ready[(int)kind];
        // One at a time: attempts that run come first.
        if (queue.Count >= wanted || !await _refilling[(int)kind].WaitAsync(0))
            return;
        try
        {
            while (queue.Count < wanted && !_closing.IsCancellationRequested)
            {
                try
                {
                    queue.Enqueue(await StartAsync(kind, _accounts.DefaultLauncher, _closing.Token));
                }
                catch (Exception e) when (e is Win32Exception or TimeoutException or IOException or UnauthorizedAccessException)
                {
                    LogRefillFailed(kind, e.Message);
                    Tell(kind, e.Message);
                    await Task.Delay(TimeSpan.FromSeconds(10), _time, _closing.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The pool was closed.
        }
        finally
        {
            _refilling[(int)kind].Release();
        }
    }

    private void Tell(ScriptKind kind, string? failure)
    {
        lock (_telling)
        {
            if (_failures[(int)kind] == failure) return;
            _failures[(int)kind] = failure;
            string[] reasons = [.. _failures.OfType<string>().Distinct().Select(reason => $"No script host can be started: {reason}")];
            if (reasons.Length == 0) _troubles.Clear(Trouble);
            else _troubles.Set(Trouble, reasons);
        }
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _closing.Cancel();
    }
}
