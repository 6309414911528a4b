using System.Buffers;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Processes;

/// <summary>
/// Reads a script's standard output and error as lines and sends them on. Keeps no queue: while the node does not read, the pump waits in the
/// send, the script's pipes fill up, and the script waits in its write.
/// </summary>
internal sealed class OutputPump : IDisposable
{
    private const int ChunkBytes = 64 * 1024;
    private readonly SendLines _send;
    private readonly int _output;
    private readonly int _error;
    private readonly (int Read, int Write) _gone = LinuxNative.MakePipe();
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private readonly Thread _thread;
    private readonly Func<string, bool, HostMessage?> _read;

    /// <summary>Takes messages, written out.</summary>
    public delegate void SendLines(ReadOnlySpan<byte> messages);

    /// <summary>Starts reading.</summary>
    /// <param name="send">Takes messages with lines, written out.</param>
    /// <param name="output">Read end of standard output; the pump closes it.</param>
    /// <param name="error">Read end of standard error; the pump closes it.</param>
    /// <param name="read">What a line of standard output, or a piece of one that goes on, stands for; null: nothing. Default: itself.</param>
    public OutputPump(SendLines send, int output, int error, Func<string, bool, HostMessage?>? read = null)
    {
        (_send, _output, _error, _read) = (send, output, error, read ?? ((line, more) => new OutputRecord(HostStream.Output, line, More: more)));
        _thread = new Thread(Pump) { IsBackground = true, Name = "output" };
        _thread.Start();
    }

    /// <summary>
    /// Call when every process of the script is gone. Returns when all output was sent. A pipe that somebody outside the tree still holds open is
    /// read until it is empty, not until its end.
    /// </summary>
    public void Drain()
    {
        _ = LinuxNative.Close(_gone.Write);
        _thread.Join();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ = LinuxNative.Close(_gone.Read);
        _ = LinuxNative.Close(_output);
        _ = LinuxNative.Close(_error);
    }

    private void Pump()
    {
        var output = new LineSplitter((line, more) =>
        {
            if (_read(line, more) is { } message)
                ProtocolJson.Write(_lines, message);
        });
        var error = new LineSplitter((line, more) => ProtocolJson.Write(_lines, new OutputRecord(HostStream.Error, line, More: more)));
        var chunk = new byte[ChunkBytes];
        Span<PollEntry> entries = [new(_output), new(_error), new(_gone.Read)];
        while (entries[0].Descriptor >= 0 || entries[1].Descriptor >= 0)
        {
            LinuxNative.Poll(entries, entries[2].Descriptor < 0 ? 0 : -1);
            var any = ReadFrom(ref entries[0], output, chunk) | ReadFrom(ref entries[1], error, chunk);
            if (entries[2].Happened != 0)
                entries[2].Descriptor = -1;
            else if (!any && entries[2].Descriptor < 0)
                break;
        }

        output.End();
        error.End();
        Flush();
    }

    private bool ReadFrom(ref PollEntry entry, LineSplitter splitter, byte[] chunk)
    {
        if (entry.Descriptor < 0 || entry.Happened == 0)
            return false;
        var count = LinuxNative.ReadSome(entry.Descriptor, chunk);
        if (count == 0)
        {
            entry.Descriptor = -1;
            return true;
        }

        splitter.Push(chunk.AsSpan(0, count));
        Flush();
        return true;
    }

    private void Flush()
    {
        if (_lines.WrittenCount == 0)
            return;
        _send(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }
}
