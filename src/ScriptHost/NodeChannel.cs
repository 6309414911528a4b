using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Universal.ScriptHost.Processes;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost;

/// <summary>
/// The pipe to the node. Sending waits while the node does not read: that is what slows a script down. Sending can be called from any thread.
/// </summary>
public sealed class NodeChannel : IDisposable
{
    private readonly StreamReader _reader;
    private readonly Stream _output;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private NodeChannel(Stream input, Stream output)
    {
        _reader = new StreamReader(input, new UTF8Encoding(false));
        _output = output;
    }

    /// <summary>
    /// Takes standard input and output over. Afterwards nothing that a script starts can inherit or close them: its standard input is empty,
    /// and what it writes to the host's own standard output goes to standard error, which the node records.
    /// </summary>
    public static NodeChannel Open()
    {
        if (!OperatingSystem.IsLinux())
            return new NodeChannel(Console.OpenStandardInput(), Console.OpenStandardOutput());
        var (input, output) = LinuxNative.TakeStandardStreams();
        return new NodeChannel(
            new FileStream(new SafeFileHandle(input, true), FileAccess.Read, 0),
            new FileStream(new SafeFileHandle(output, true), FileAccess.Write, 0));
    }

    /// <summary>The next message. Null when the node has closed the pipe, or is no more.</summary>
    public NodeMessage? Read() => ReadLine() is { } line ? ProtocolJson.ReadNodeMessage(line) : null;

    /// <summary>The next line as it is. Null when the other side has closed the pipe, or is no more.</summary>
    public string? ReadLine()
    {
        try
        {
            return _reader.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends a message. A node that is gone is no error here: the reading side ends the host.</summary>
    public void Send(HostMessage message)
    {
        lock (_gate)
        {
            _buffer.ResetWrittenCount();
            ProtocolJson.Write(_buffer, message);
            Write(_buffer.WrittenSpan);
        }
    }

    /// <summary>Sends messages that are already written out.</summary>
    public void Send(ReadOnlySpan<byte> messages)
    {
        lock (_gate)
            Write(messages);
    }

    /// <summary>Sends a message unless the pipe is full or busy at the moment.</summary>
    public void SendIfIdle(HostMessage message)
    {
        if (!_gate.TryEnter())
            return;
        try
        {
            Send(message);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _reader.Dispose();
        _output.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _output.Write(bytes);
        }
        catch (IOException)
        {
            // The node is gone; the reader sees the end of its pipe and kills the script.
        }
    }
}
