using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Accounts;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.Grains.Execution;

/// <summary>A host process and the pipe to it. Sending can be called from any thread, reading from one at a time.</summary>
internal sealed class ScriptHostConnection : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HostAccounts _accounts;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Task _errors;
    private readonly Task _exit;
    private readonly Lazy<Task> _disposing;
    private readonly Func<string, bool, ValueTask> _ownErrors;
    private Func<string, bool, ValueTask> _onErrorLine;
    private long _heard;
    private volatile bool _reading;
    private volatile bool _killed;

    private ScriptHostConnection(Process process, HostAccounts accounts, HostAccount account, ScriptKind kind, string token, TimeProvider time, Func<string, bool, ValueTask> onErrorLine)
    {
        (_process, _accounts, Account, Kind, Token, _time) = (process, accounts, account, kind, token, time);
        _ownErrors = _onErrorLine = onErrorLine;
        Id = process.Id;
        HostId = Id;
        _heard = time.GetTimestamp();
        _errors = ReadErrorsAsync();
        _exit = process.WaitForExitAsync();
        _disposing = new Lazy<Task>(EndAsync);
    }

    /// <summary>The process that was started: the host, or its launcher.</summary>
    public int Id { get; }

    /// <summary>The host's own process.</summary>
    public int HostId { get; private set; }

    /// <summary>The account that it runs under.</summary>
    public HostAccount Account { get; }

    /// <summary>The kind of script that it runs.</summary>
    public ScriptKind Kind { get; }

    /// <summary>The token in the environment of every process of this host.</summary>
    public string Token { get; }

    /// <summary>Whether the host has ended.</summary>
    public bool HasExited => _exit.IsCompleted;

    /// <summary>Whether the node has killed it: what it said in its last moments does not count.</summary>
    public bool WasKilled => _killed;

    /// <summary>How long the host has been silent although the node was listening.</summary>
    public TimeSpan Silence => _reading ? _time.GetElapsedTime(Interlocked.Read(ref _heard)) : TimeSpan.Zero;

    /// <summary>Starts a host of a kind.</summary>
    /// <param name="options">Where it is and what it may see.</param>
    /// <param name="accounts">Ends what this node may not end itself.</param>
    /// <param name="account">The account that it runs under.</param>
    /// <param name="kind">The kind of script it will run.</param>
    /// <param name="isUrgent">Whether a script waits for it already.</param>
    /// <param name="token">Its token.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onErrorLine">Takes the lines that the host itself writes to standard error, and whether one was cut and goes on in the next, until <see cref="RedirectErrors"/>.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is missing or cannot be run.</exception>
    public static ScriptHostConnection Start(
        ScriptHostOptions options, HostAccounts accounts, HostAccount account, ScriptKind kind, bool isUrgent, string token, TimeProvider time, Func<string, bool, ValueTask> onErrorLine) =>
        new(Process.Start(StartInfo(options, account, token, [kind == ScriptKind.PowerShell ? "powershell" : "process", .. isUrgent ? [HostArguments.Urgent] : Array.Empty<string>()]))!, accounts, account, kind, token, time, onErrorLine);

    /// <summary>How the host program is started, with pipes for all three streams and without what scripts must not see.</summary>
    public static ProcessStartInfo StartInfo(ScriptHostOptions options, HostAccount account, string? token, params string[] arguments)
    {
        string[] words =
        [
            .. account.Launcher, Path.GetFullPath(options.HostPath), .. arguments,
            .. token is null ? [] : new[] { HostArguments.Mark + token }, .. account.Folders is null ? [] : new[] { HostArguments.Folders + account.Folders },
        ];
        var info = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(options.HostPath)),
        };
        foreach (var name in info.Environment.Keys.ToArray())
            if (options.HiddenVariables.Any(hidden => name.StartsWith(hidden, StringComparison.OrdinalIgnoreCase)))
                info.Environment.Remove(name);
        if (token is not null) info.Environment[HostArguments.MarkVariable] = token;
        if (Umask.Before is { } mask) info.Environment[Umask.Variable] = mask;
        // The runtime and PowerShell would each leave a socket in the temporary folder for every host.
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        info.Environment["POWERSHELL_DIAGNOSTICS_OPTOUT"] = "1";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        return info;
    }

    /// <summary>Sends what the host itself writes to standard error somewhere else from now on.</summary>
    public void RedirectErrors(Func<string, bool, ValueTask> onErrorLine) => Volatile.Write(ref _onErrorLine, onErrorLine);

    /// <summary>Ends <see cref="RedirectErrors"/>.</summary>
    public void RestoreErrors() => Volatile.Write(ref _onErrorLine, _ownErrors);

    /// <summary>Sends a message. Returns false when the host is gone.</summary>
    public async Task<bool> SendAsync(NodeMessage message)
    {
        await _sending.WaitAsync();
        try
        {
            _buffer.ResetWrittenCount();
            ProtocolJson.Write(_buffer, message);
            await _process.StandardInput.BaseStream.WriteAsync(_buffer.WrittenMemory);
            await _process.StandardInput.BaseStream.FlushAsync();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The host's next message. Null when it has ended.</summary>
    public async Task<HostMessage?> ReadAsync()
    {
        try
        {
            Interlocked.Exchange(ref _heard, _time.GetTimestamp());
            _reading = true;
            var line = await _process.StandardOutput.ReadLineAsync();
            _reading = false;
            // The last line of a killed host may be cut off.
            var message = line is null ? null : ProtocolJson.ReadHostMessage(line);
            if (message is HostReady ready) HostId = ready.ProcessId;
            return message;
        }
        catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Waits until the host has exited.</summary>
    /// <returns>False when it has not in time.</returns>
    public async Task<bool> WaitForExitAsync(TimeSpan limit)
    {
        try
        {
            await _exit.WaitAsync(limit, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Kills the host and everything that descends from it, without waiting.</summary>
    public void Kill()
    {
        _killed = true;
        if (!OperatingSystem.IsLinux())
        {
            KillPortably();
            return;
        }

        if (Account.IsOther && !LinuxAccount.IsRoot)
        {
            // A signal would be refused. Without its pipe the host ends all that it started and itself; one that does not hang, that is.
            _process.StandardInput.BaseStream.Dispose();
            if (!HasExited) _ = _accounts.ClearAsync(Account.Launcher, Token);
            return;
        }

        // While the host lives, it inherits every orphan; so it goes last, and nothing is out of sight before.
        for (var pass = 0; pass < 20; pass++)
        {
            var living = ProcessTable.Descendants(HostId);
            if (living.Count == 0)
                break;
            foreach (var id in living)
                Signals.Send(id, Signals.Kill);
        }

        if (HasExited) return;
        Signals.Send(HostId, Signals.Kill);
        Signals.Send(Id, Signals.Kill);
    }

    /// <summary>Kills what the host started and could not end itself, once it is gone.</summary>
    public Task SweepAsync() => Account.IsOther && !LinuxAccount.IsRoot
        ? _accounts.ClearAsync(Account.Launcher, Token)
        : ProcessSweep.KillAsync(Token, HostId, CancellationToken.None);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => new(_disposing.Value);

    private async Task EndAsync()
    {
        if (!HasExited)
            Kill();
        await WaitForExitAsync(TimeSpan.FromSeconds(10));
        // A stranger may hold the pipe open; its lines are nobody's then.
        await Task.WhenAny(_errors, Task.Delay(TimeSpan.FromSeconds(1), _time));
        _process.Dispose();
    }

    private void KillPortably()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }
    }

    private async Task TakeErrorAsync(string text, bool more)
    {
        try
        {
            await Volatile.Read(ref _onErrorLine)(text, more);
        }
        catch (OperationCanceledException)
        {
            // The attempt has ended.
        }
    }

    private async Task ReadErrorsAsync()
    {
        var lines = new List<(string Text, bool More)>();
        var splitter = new LineSplitter((text, more) => lines.Add((text, more)));
        var chunk = new byte[4096];
        var stream = _process.StandardError.BaseStream;
        try
        {
            int count;
            do
            {
                count = await stream.ReadAsync(chunk);
                if (count > 0)
                    splitter.Push(chunk.AsSpan(0, count));
                else
                    splitter.End();
                foreach (var (text, more) in lines)
                    await TakeErrorAsync(text, more);
                lines.Clear();
            }
            while (count > 0);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The connection was disposed of.
        }
    }
}
