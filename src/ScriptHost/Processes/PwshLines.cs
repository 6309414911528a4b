using System.Text.Json;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.Processes;

/// <summary>
/// Reads what Bootstrap.ps1 writes in an installed PowerShell: messages of the host's own protocol, each in a line that a control character marks, between
/// what programs write.
/// </summary>
internal sealed class PwshLines
{
    private const char Mark = '\u001e';

    private bool _ended;
    private bool _hadErrors;
    private bool _hadWarnings;

    /// <summary>What becomes of a line, or of a piece of one that goes on; null: it is for this process alone.</summary>
    public HostMessage? Read(string line, bool more)
    {
        if (line.Length == 0 || line[0] != Mark) return new OutputRecord(HostStream.Output, line, More: more);
        HostMessage message;
        try
        {
            message = ProtocolJson.ReadHostMessage(line[1..]);
        }
        catch (JsonException)
        {
            // Whatever it is, it is not ours.
            return new OutputRecord(HostStream.Output, line[1..], More: more);
        }

        if (message is ScriptEnded) _ended = true;
        _hadErrors |= message is OutputRecord { Stream: HostStream.Error };
        _hadWarnings |= message is OutputRecord { Stream: HostStream.Warning };
        return message is OutputRecord or ProgressReport ? message : null;
    }

    /// <summary>How the script ended. Without a last word of Bootstrap.ps1 an error ended both.</summary>
    public ScriptEnded End(int exitCode) => new(ScriptEnd.Exited, exitCode, _hadErrors, _hadWarnings, Terminated: !_ended && exitCode != 0);
}
