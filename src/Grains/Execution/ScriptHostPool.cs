using System.Collections.Concurrent;
using System.ComponentModel;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.Grains.Execution;

/// <summary>
/// Keeps warmed hosts of each kind, so that an attempt need not wait for one to start. A host that is free again after its attempt waits for the next one; any
/// other is replaced.
/// </summary>
public sealed partial class ScriptHostPool : IAsyncDisposable
{
    /// <summary>Code of the trouble that no host starts.</summary>
    public const string Trouble = "script_host_unavailable";

    // How long a host waits that only a time with many jobs at once needed.
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(1);

    // How long no script must have waited for a host before others are warmed.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly ScriptHostOptions _options;
    private readonly AttemptFolders _folders;
    private readonly HostAccounts _accounts;
    private readonly NodeTroubles _troubles;
    private readonly TimeProvider _time;
    private readonly ILogger<ScriptHostPool> _logger;
    private readonly ConcurrentDictionary<int, ScriptHostConnection> _all = new();
    private readonly ReadyHosts[] _ready = [new(), new()];
    private readonly SemaphoreSlim _starting = new(Math.Max(2, Environment.ProcessorCount));
    private readonly SemaphoreSlim[] _refilling = [new(1), new(1)];
    private readonly long[] _haste = new long[2];
    private readonly Lock _telling = new();
    // Why no host of a kind could be started in advance.
    private readonly string?[] _failures = new string?[2];
    private readonly CancellationTokenSource _closing = new();
    private readonly ITimer _trimming;
    private int _closed;

    /// <summary>Makes an empty pool.</summary>
    public ScriptHostPool(
        IOptions<ScriptHostOptions> options, AttemptFolders folders, HostAccounts accounts, NodeTroubles troubles, TimeProvider time, ILogger<ScriptHostPool> logger)
    {
        (_options, _folders, _accounts, _troubles, _time, _logger) = (options.Value, folders, accounts, troubles, time, logger);
        _trimming = time.CreateTimer(_ => _ = TrimAsync(), null, IdleLimit, IdleLimit);
    }

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
        if (!launcher.SequenceEqual(_accounts.DefaultLauncher)) return await StartAsync(kind, launcher, isUrgent: true, cancellationToken);
        ScriptHostConnection? host = null;
        while (_ready[(int)kind].Take() is { } candidate)
        {
            if (!candidate.HasExited)
            {
                host = candidate;
                break;
            }

            await EndAsync(candidate);
        }

        if (host is null)
        {
            NoteHaste(kind);
            host = await StartAsync(kind, launcher, isUrgent: true, cancellationToken);
            NoteHaste(kind);
        }

        _ = RefillAsync(kind);
        return host;
    }

    /// <summary>Takes a host back after its attempt. One that is not free for another is ended, and so is one of a launcher: its sandbox is for one job.</summary>
    internal async Task ReturnAsync(ScriptHostConnection host, bool isFree)
    {
        if (isFree && !_closing.IsCancellationRequested && host.Account.Launcher.Count == 0 && _accounts.DefaultLauncher.Count == 0) _ready[(int)host.Kind].Add(host, _time.GetTimestamp());
        else await EndAsync(host);
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
        await _trimming.DisposeAsync();
        foreach (var host in _all.Values)
            await EndAsync(host);
    }

    private async Task EndAsync(ScriptHostConnection host)
    {
        await host.DisposeAsync();
        _all.TryRemove(host.Id, out _);
    }

    private async Task TrimAsync()
    {
        foreach (var kind in Enum.GetValues<ScriptKind>())
        {
            foreach (var host in _ready[(int)kind].TakeIdle(WantedOf(kind), host => _time.GetElapsedTime(host) > IdleLimit)) await EndAsync(host);
        }
    }

    private int WantedOf(ScriptKind kind) => kind == ScriptKind.PowerShell ? _options.WarmPowerShellHosts : _options.WarmProcessHosts;

    private string OwnToken { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + ".";

    private void NoteHaste(ScriptKind kind) => Interlocked.Exchange(ref _haste[(int)kind], _time.GetTimestamp());

    // While scripts wait for hosts, warming further ones would only take the processors from them.
    private async Task WaitForCalmAsync(ScriptKind kind)
    {
        while (Interlocked.Read(ref _haste[(int)kind]) is > 0 and var last && _time.GetElapsedTime(last) < Calm) await Task.Delay(Calm / 4, _time, _closing.Token);
    }

    private async Task<ScriptHostConnection> StartAsync(ScriptKind kind, IReadOnlyList<string> launcher, bool isUrgent, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        // First: a launcher that hangs keeps only its own hosts waiting.
        var account = await _accounts.OfAsync(launcher);
        await _starting.WaitAsync(either.Token);
        try
        {
            var token = _folders.TokenPrefix + OwnToken + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var host = ScriptHostConnection.Start(_options, _accounts, account, kind, isUrgent, token, _time, (line, _) =>
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
                await EndAsync(host);
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
        var wanted = WantedOf(kind);
        var ready = _ready[(int)kind];
        // One at a time: attempts that run come first.
        if (ready.Count >= wanted || !await _refilling[(int)kind].WaitAsync(0))
            return;
        try
        {
            while (ready.Count < wanted && !_closing.IsCancellationRequested)
            {
                try
                {
                    await WaitForCalmAsync(kind);
                    if (ready.Count < wanted) ready.Add(await StartAsync(kind, _accounts.DefaultLauncher, isUrgent: false, _closing.Token), _time.GetTimestamp());
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

    // The host that was last in use comes first: what a quiet time does not need grows idle.
    private sealed class ReadyHosts
    {
        private readonly Lock _gate = new();
        private readonly List<(ScriptHostConnection Host, long Since)> _hosts = [];

        public int Count
        {
            get
            {
                lock (_gate) return _hosts.Count;
            }
        }

        public void Add(ScriptHostConnection host, long now)
        {
            lock (_gate) _hosts.Add((host, now));
        }

        public ScriptHostConnection? Take()
        {
            lock (_gate)
            {
                if (_hosts.Count == 0) return null;
                var host = _hosts[^1].Host;
                _hosts.RemoveAt(_hosts.Count - 1);
                return host;
            }
        }

        /// <summary>Takes those out that are idle, but leaves so many in.</summary>
        public IReadOnlyList<ScriptHostConnection> TakeIdle(int leave, Func<long, bool> isIdle)
        {
            lock (_gate)
            {
                var idle = _hosts.Take(Math.Max(_hosts.Count - leave, 0)).TakeWhile(item => isIdle(item.Since)).Select(item => item.Host).ToArray();
                _hosts.RemoveRange(0, idle.Length);
                return idle;
            }
        }
    }
}
