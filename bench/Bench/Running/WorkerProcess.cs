using System.Diagnostics;
using System.Text.Json;
using Bench.Measuring;
using Bench.Systems;
using Universal.Testing;

namespace Bench.Running;

/// <summary>A worker node in a process of its own; this same program, started with <c>worker</c>.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process, WorkerSettings settings, string logFile) => (_process, Settings, LogFile) = (process, settings, logFile);

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public WorkerSettings Settings { get; }

    public string LogFile { get; }

    public static WorkerProcess Start(WorkerSettings settings)
    {
        Directory.CreateDirectory(settings.Node.Folder);
        var logFile = Path.Combine(settings.Node.Folder, "worker.log");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = settings.Node.Folder, UseShellExecute = false };
        foreach (var part in (string[])["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", logFile, "dotnet", typeof(WorkerProcess).Assembly.Location, "worker", JsonSerializer.Serialize(settings)])
            start.ArgumentList.Add(part);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new WorkerProcess(Process.Start(start)!, settings, logFile);
    }

    /// <summary>The worker's side.</summary>
    public static async Task<int> RunAsync(string json)
    {
        var settings = JsonSerializer.Deserialize<WorkerSettings>(json)!;
        using var recorder = Recorder.Open(settings.Cluster.RecorderFile);
        using var stop = new CancellationTokenSource();
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        await SystemList.Of(settings.Cluster.System).RunWorkerAsync(settings, new JobBodies(recorder), stop.Token);
        return 0;
    }

    /// <summary>SIGKILL to the worker's process alone, as a crash: what it started must see to itself. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        PosixSignal.Send(ProcessId, PosixSignal.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: the process stands still as on a frozen machine.</summary>
    public void Suspend() => PosixSignal.Send(ProcessId, PosixSignal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => PosixSignal.Send(ProcessId, PosixSignal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    public TimeSpan CpuTime() => ProcessTable.CpuTime(ProcessId);
}
