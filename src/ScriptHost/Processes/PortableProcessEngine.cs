using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Processes;

/// <summary>Runs a script by an interpreter, on Windows and macOS. Written from the documentation; we have not run it there.</summary>
internal sealed class PortableProcessEngine(NodeChannel channel, PortableProcessTree tree) : IScriptEngine
{
    /// <inheritdoc />
    public bool IsReusable => false;

    /// <inheritdoc />
    public void Warm()
    {
    }

    /// <inheritdoc />
    public ScriptEnded Run(RunScript run)
    {
        var info = new ProcessStartInfo(run.Command, run.Arguments)
        {
            WorkingDirectory = run.StartFolder ?? run.WorkingFolder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            info.Environment.Clear();
            foreach (var (name, value) in ScriptEnvironment.Of(run))
                info.Environment[name] = value;
            using var process = Process.Start(info)!;
            tree.Root = process;
            process.StandardInput.Close();
            var pwsh = run.Session is null ? null : new PwshLines();
            var output = Pump(process.StandardOutput.BaseStream, pwsh is null ? (line, more) => new OutputRecord(HostStream.Output, line, More: more) : pwsh.Read);
            var error = Pump(process.StandardError.BaseStream, (line, more) => new OutputRecord(HostStream.Error, line, More: more));
            process.WaitForExit(Timeout.Infinite);
            tree.EndLeftovers(run.LeftoverGrace);
            output.Join();
            error.Join();
            return pwsh?.End(process.ExitCode) ?? new ScriptEnded(ScriptEnd.Exited, process.ExitCode);
        }
        catch (JsonException e)
        {
            return new ScriptEnded(ScriptEnd.NotStarted, Reason: $"The parameters cannot be passed on: {e.Message}");
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new ScriptEnded(
                ScriptEnd.NotStarted, Reason: $"'{run.Command}' could not be started: {e.Message}", Lack: e is Win32Exception ? HostLack.Environment : HostLack.Node);
        }
    }

    /// <inheritdoc />
    public void RequestStop() => tree.Terminate();

    /// <inheritdoc />
    public void Answer(AnswerQuestion answer)
    {
    }

    private Thread Pump(Stream stream, Func<string, bool, HostMessage?> read)
    {
        var thread = new Thread(() =>
        {
            var lines = new ArrayBufferWriter<byte>();
            var splitter = new LineSplitter((line, more) =>
            {
                if (read(line, more) is { } message)
                    ProtocolJson.Write(lines, message);
            });
            var chunk = new byte[64 * 1024];
            while (stream.Read(chunk) is > 0 and var count)
            {
                splitter.Push(chunk.AsSpan(0, count));
                channel.Send(lines.WrittenSpan);
                lines.ResetWrittenCount();
            }

            splitter.End();
            channel.Send(lines.WrittenSpan);
        }) { IsBackground = true, Name = "output" };
        thread.Start();
        return thread;
    }
}
