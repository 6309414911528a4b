using System.ComponentModel;
using System.Runtime.Versioning;
using System.Text.Json;
using Universal.ScriptHost.Protocol;
using Universal.ScriptHost.Protocol.Processes;

namespace Universal.ScriptHost.Processes;

/// <summary>Runs a script by an interpreter, on Linux.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessEngine(NodeChannel channel, LinuxProcessTree tree) : IScriptEngine
{
    /// <inheritdoc />
    public bool IsReusable => true;

    /// <inheritdoc />
    public void Warm()
    {
        // The whole way once, reading the order included, so that the first script does not pay for loading and compiling it.
        const string order = """
            {"t":"run","kind":0,"scriptFile":"/dev/null","command":"sh","arguments":["-c","echo a; echo b >&2"],"workingFolder":"/","variables":{"A":"b"},
            "parameters":"{\"a\":\"b\",\"c\":[1]}","silenceLimit":"00:00:10","leftoverGrace":"00:00:00.5"}
            """;
        Run((RunScript)ProtocolJson.ReadNodeMessage(order), _ => { });
    }

    /// <inheritdoc />
    public ScriptEnded Run(RunScript run) => Run(run, channel.Send);

    private ScriptEnded Run(RunScript run, OutputPump.SendLines send)
    {
        Dictionary<string, string> variables;
        (int Read, int Write) output, error;
        try
        {
            variables = ScriptEnvironment.Of(run);
            (output, error) = (LinuxNative.MakePipe(), LinuxNative.MakePipe());
        }
        catch (JsonException e)
        {
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"The parameters cannot be passed on: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"The script could not be prepared: {e.Message}", Lack: HostLack.Node);
        }

        var program = FindProgram(run.Command, variables.GetValueOrDefault("PATH"));
        if (program is null)
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"There is no program '{run.Command}' on this node.", Lack: HostLack.Environment);
        string[] environment = [.. variables.Select(v => $"{v.Key}={v.Value}")];
        var failure = LinuxSpawn.Start(program, [run.Command, .. run.Arguments], environment, run.StartFolder ?? run.WorkingFolder, output.Write, error.Write, out var id);
        _ = LinuxNative.Close(output.Write);
        _ = LinuxNative.Close(error.Write);
        if (failure != 0)
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"'{program}' could not be started: {new Win32Exception(failure).Message}", Lack: LackOf(failure));

        if (run.Limits?.MaxMemory is { } memory)
            LinuxNative.LimitMemory(id, memory);
        var pwsh = run.Session is null ? null : new PwshLines();
        using var pump = new OutputPump(send, output.Read, error.Read, pwsh is null ? null : pwsh.Read);
        // A kill that came before there was a process.
        if (tree.Killing)
            tree.Kill();
        var exitCode = tree.WaitFor(id);
        tree.EndLeftovers(run.LeftoverGrace);
        pump.Drain();
        if (pwsh is not null && exitCode <= 128)
            return pwsh.End(exitCode);
        return new ScriptEnded(ScriptEnd.Exited, exitCode, Reason: exitCode > 128 && exitCode <= 128 + 64 ? $"Exit code {exitCode}: signal {exitCode - 128}." : null);
    }

    /// <inheritdoc />
    public void RequestStop() => tree.Terminate();

    /// <inheritdoc />
    public void Answer(AnswerQuestion answer)
    {
    }

    // What the system says of a program that could not be started: too many or too long arguments are the script's own, the rest is the machine's.
    private static HostLack LackOf(int failure)
    {
        const int tooLong = 7, again = 11, noMemory = 12, tooManyFiles = 23, tooManyOwnFiles = 24;
        return failure switch
        {
            tooLong => HostLack.None,
            again or noMemory or tooManyFiles or tooManyOwnFiles => HostLack.Node,
            _ => HostLack.Environment,
        };
    }

    private static string? FindProgram(string name, string? path)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : null;
        return (path ?? "/usr/local/bin:/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(file => File.Exists(file) && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
    }
}
