using System.Buffers;
using System.Diagnostics;
using System.Text;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Tests;

/// <summary>A host without a node: the test speaks to it.</summary>
public sealed class RawHost : IDisposable
{
    private readonly Process _process;

    public RawHost(string kind)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "scripthost", "Universal.ScriptHost"), kind)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Process.Start(info)!;
    }

    public int Id => _process.Id;

    public void Send(NodeMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ProtocolJson.Write(buffer, message);
        _process.StandardInput.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        _process.StandardInput.Flush();
    }

    public async Task<T> ReadAsync<T>() where T : HostMessage
    {
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.NotNull(line);
            if (ProtocolJson.ReadHostMessage(line) is T message)
                return message;
        }
    }

    public void CloseInput() => _process.StandardInput.Close();

    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
