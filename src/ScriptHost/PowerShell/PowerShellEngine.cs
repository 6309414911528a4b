using System.Buffers;
using System.Management.Automation.Runspaces;
using System.Text;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Runs a script by the PowerShell engine inside this process.</summary>
/// <param name="channel">The pipe to the node.</param>
/// <param name="tree">What the script starts.</param>
/// <param name="isUrgent">Whether a script waits already: warming would take longer than the script saves by it.</param>
internal sealed class PowerShellEngine(NodeChannel channel, IProcessTree tree, bool isUrgent) : IScriptEngine
{
    private const string ModulePath = "PSModulePath";
    private const string SearchPath = "PATH";
    private PowerShellPipeline? _pipeline;

    /// <inheritdoc />
    public bool IsReusable => false;

    /// <inheritdoc />
    public void Warm()
    {
        var session = EmbeddedSession.Create();
        if (!isUrgent)
        {
            var thread = new Thread(() => RunWarmScript(session), 16 * 1024 * 1024) { Name = "warm" };
            thread.Start();
            thread.Join();
        }

        _pipeline = new PowerShellPipeline(session, channel.Send);
    }

    /// <inheritdoc />
    public ScriptEnded Run(RunScript run)
    {
        // A process has one environment and one current folder; this one has one script.
        var modules = Environment.GetEnvironmentVariable(ModulePath);
        foreach (var name in ScriptEnvironment.NodeOnly)
            Environment.SetEnvironmentVariable(name, null);
        foreach (var (name, value) in run.Variables)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            if (ScriptEnvironment.GiveParameters(run) is { } parameters)
                Environment.SetEnvironmentVariable(ScriptEnvironment.AllFile, parameters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"The script could not be prepared: {e.Message}", Lack: HostLack.Node);
        }

        // What the run names comes before what the engine has, and does not hide it.
        if (run.Variables.TryGetValue(ModulePath, out var own))
            Environment.SetEnvironmentVariable(ModulePath, string.IsNullOrEmpty(modules) ? own : own + Path.PathSeparator + modules);
        // The pwsh beside the host, for scripts that call one where none is installed.
        Environment.SetEnvironmentVariable(SearchPath, Environment.GetEnvironmentVariable(SearchPath) + Path.PathSeparator + AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        Environment.CurrentDirectory = run.StartFolder ?? run.WorkingFolder;
        return _pipeline!.Run(run);
    }

    /// <inheritdoc />
    public void RequestStop()
    {
        _pipeline?.RequestStop();
        tree.Terminate();
    }

    /// <inheritdoc />
    public void Answer(AnswerQuestion answer) => _pipeline?.Questions.Answer(answer);

    private static void RunWarmScript(InitialSessionState session)
    {
        // Scripts that run now are worth more than a host that waits for the next one.
        if (OperatingSystem.IsLinux())
            LinuxNative.LowerThisThread();
        var buffer = new ArrayBufferWriter<byte>();
        using var pipeline = new PowerShellPipeline(session, message =>
        {
            buffer.ResetWrittenCount();
            ProtocolJson.Write(buffer, message);
        });
        var order = new ArrayBufferWriter<byte>();
        ProtocolJson.Write(order, new RunScript
        {
            Kind = ScriptKind.PowerShell,
            ScriptFile = Path.Combine(AppContext.BaseDirectory, "Warm.ps1"),
            WorkingFolder = AppContext.BaseDirectory,
            Variables = new Dictionary<string, string> { ["A"] = "b" },
            Session = new PowerShellSession { Environment = "", Repository = AppContext.BaseDirectory, Job = "{}", Script = "{}", ErrorAction = "Continue" },
            Parameters = """{"text":"b","number":7,"on":true,"table":{"x":1.5},"list":["y"]}""",
        });
        // Written and read again: reading the real order is part of the way as well.
        pipeline.Run((RunScript)ProtocolJson.ReadNodeMessage(Encoding.UTF8.GetString(order.WrittenSpan)));
    }
}
