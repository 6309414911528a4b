using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Universal.Testing;

/// <summary>
/// A real node in a process of its own. Disposing it kills it and everything that it started, wherever that went; so does the end of the
/// test process.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    // Not UNIVERSAL_...: a node keeps its own settings from its scripts.
    private const string MarkerName = "TEST_NODE_MARKER";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Process _process;
    private int _disposed;

    private NodeProcess(NodeSettings settings, Process process, string marker, string logFile)
    {
        (Settings, _process, Marker, LogFile) = (settings, process, marker, logFile);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public NodeSettings Settings { get; }

    /// <summary>Number of the node's process. Its script hosts are its children.</summary>
    public int ProcessId => _process.Id;

    /// <summary><c>NAME=value</c> in the environment of the node and of all that it starts: for <see cref="ProcessTable.WithMarker"/>.</summary>
    public string Marker { get; }

    /// <summary>What the node wrote to standard output and standard error.</summary>
    public string LogFile { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a node and does not wait for it.</summary>
    public static NodeProcess Start(NodeSettings settings)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var logFile = Path.Combine(settings.DataFolder, $"node-{Guid.NewGuid():N}.log");
        var marker = Guid.NewGuid().ToString("N");
        // The shell gives the node a file instead of pipes and becomes the node: a stopped or killed node cannot lose or block its log.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = settings.DataFolder, UseShellExecute = false };
        foreach (var part in (string[])["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", logFile, .. settings.Before, "dotnet", settings.Program ?? SiloFile(), .. settings.Arguments]) start.ArgumentList.Add(part);
        foreach (var (name, value) in settings.Environment())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        start.Environment[MarkerName] = marker;
        return new NodeProcess(settings, Process.Start(start)!, $"{MarkerName}={marker}", logFile);
    }

    /// <summary>Starts a node and waits until it is ready. A node that does not get ready is disposed.</summary>
    public static async Task<NodeProcess> StartReadyAsync(NodeSettings settings, TimeSpan? limit = null)
    {
        var node = Start(settings);
        try
        {
            await node.WaitForStatusAsync(HttpStatusCode.OK, limit);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until <c>GET /api/v1/status</c> answers with that code.</summary>
    /// <param name="status">The code.</param>
    /// <param name="limit">Default 60 s.</param>
    /// <exception cref="TimeoutException">It did not; the message holds the end of the log.</exception>
    public async Task WaitForStatusAsync(HttpStatusCode status, TimeSpan? limit = null)
    {
        var last = "no answer";
        try
        {
            await Eventually.IsTrueAsync("status", limit ?? TimeSpan.FromSeconds(60), async () =>
            {
                if (_process.HasExited) throw new InvalidOperationException($"ended with exit code {_process.ExitCode}");
                try
                {
                    using var answer = await Http.GetAsync(new Uri(Settings.Url, "api/v1/status"));
                    last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                    return answer.StatusCode == status;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            });
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new TimeoutException($"Node {Settings.Name} did not reach status {(int)status} ({e.Message}); last: {last}\n{LogTail()}", e);
        }
    }

    /// <summary>Waits until the status gives that code as a reason, to everybody.</summary>
    public Task WaitForCodeAsync(string code, TimeSpan? limit = null) =>
        Eventually.IsTrueAsync($"the status of {Settings.Name} gives '{code}'", limit ?? TimeSpan.FromSeconds(60), async () =>
            (await TryGetAsync(Http, new Uri(Settings.Url, "api/v1/status")))?.Contains($"\"{code}\"", StringComparison.Ordinal) == true);

    /// <summary>Waits until the status names <paramref name="word"/> among the reasons that the administrator sees.</summary>
    public async Task WaitForReasonAsync(string word, TimeSpan? limit = null)
    {
        using var client = new ApiClient(Settings.Url);
        var signedIn = false;
        await Eventually.IsTrueAsync($"the status of {Settings.Name} names '{word}'", limit ?? TimeSpan.FromSeconds(60), async () =>
        {
            try
            {
                if (!signedIn) await client.SignInAsync(Settings.AdministratorName, Settings.AdministratorPassword);
                signedIn = true;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return false;
            }

            return (await TryGetAsync(client.Http, new Uri(Settings.Url, "api/v1/status")))?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
        });
    }

    /// <summary>Waits until the log has <paramref name="word"/>: a node that cannot start gives its reasons there.</summary>
    public Task WaitForLogAsync(string word, TimeSpan? limit = null) =>
        Eventually.IsTrueAsync($"the log of {Settings.Name} has '{word}'", limit ?? TimeSpan.FromSeconds(60), () =>
            File.Exists(LogFile) && File.ReadLines(LogFile).Any(line => line.Contains(word, StringComparison.Ordinal)));

    private static async Task<string?> TryGetAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>The last lines of the log.</summary>
    public string LogTail(int lines = 60) => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(lines)) : "";

    /// <summary>What the node has logged so far.</summary>
    public NodeLog ReadLog()
    {
        // The node goes on writing into it.
        using var file = new FileStream(LogFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return NodeLog.Read(reader.ReadToEnd());
    }

    /// <summary>What the node has logged so far of that level, or graver: one text for each event, with its stack trace.</summary>
    public IReadOnlyList<string> LinesOf(LogLevel level) => [.. ReadLog().Events.Where(entry => entry.Level >= level).Select(entry => entry.ToString())];

    /// <summary>SIGKILL to the node's process alone, as a crash: what it started must see to itself. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        PosixSignal.Send(ProcessId, PosixSignal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it. Returns its exit code when it is gone.</summary>
    /// <exception cref="TimeoutException">It did not stop within the limit (default 60 s).</exception>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        PosixSignal.Send(ProcessId, PosixSignal.Terminate);
        await _process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>Waits until it ends by itself and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not within the limit (default 60 s).</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? limit = null)
    {
        await _process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP to the node's process alone, as a frozen virtual machine. Returns when it stands still.</summary>
    public Task SuspendAsync()
    {
        PosixSignal.Send(ProcessId, PosixSignal.Stop);
        return Eventually.IsTrueAsync("the node stands still", TimeSpan.FromSeconds(10), () => ProcessTable.Find(ProcessId)?.State == 'T');
    }

    /// <summary>
    /// SIGSTOP to the node's process alone and, after a time, SIGCONT. A shell sends both: however busy the test's own process is, the node stands still
    /// for no longer. Returns when it goes on.
    /// </summary>
    public async Task SuspendAsync(TimeSpan time)
    {
        var commands = string.Create(CultureInfo.InvariantCulture, $"kill -s STOP {ProcessId} && sleep {time.TotalSeconds} && kill -s CONT {ProcessId}");
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", commands]))!;
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0) throw new InvalidOperationException($"Node {Settings.Name} is gone: it could not be suspended, or not resumed.");
    }

    /// <summary>SIGCONT: a suspended node goes on.</summary>
    public Task ResumeAsync()
    {
        PosixSignal.Send(ProcessId, PosixSignal.Continue);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await Eventually.IsTrueAsync($"all processes of node {Settings.Name} are gone", TimeSpan.FromSeconds(20), KillAll);
        _process.Dispose();
    }

    // Several rounds, because a process can start another one while the list is read.
    private bool KillAll()
    {
        var alive = ProcessTable.WithMarker(Marker);
        // The node hides its environment from all but root.
        if (!_process.HasExited) PosixSignal.Send(ProcessId, PosixSignal.Kill);
        foreach (var id in alive) PosixSignal.Send(id, PosixSignal.Kill);
        return alive.Count == 0;
    }

    private void OnProcessExit(object? sender, EventArgs e) => KillAll();

    private static string SiloFile() => Environment.GetEnvironmentVariable("UNIVERSAL_TEST_SILO") is { Length: > 0 } given
        ? given
        : BuildOutput.Find("src/Silo", "Universal.Silo.dll");
}
