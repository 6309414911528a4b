using System.Management.Automation;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Sends the script's progress, at most ten times a second, the last one always.</summary>
internal sealed class ProgressFilter(Action<HostMessage> send, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private ProgressReport? _held;
    private long? _sent;

    /// <summary>Takes a record.</summary>
    public void Add(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        var text = string.IsNullOrEmpty(record.StatusDescription) ? record.Activity : $"{record.Activity}: {record.StatusDescription}";
        lock (_gate)
        {
            _held = new ProgressReport(record.PercentComplete is >= 0 and <= 100 and var percent ? percent : null, text);
            if (_sent is not { } sent || time.GetElapsedTime(sent) >= Interval)
                Flush();
        }
    }

    /// <summary>Sends what was held back.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_held is null)
                return;
            send(_held);
            _held = null;
            _sent = time.GetTimestamp();
        }
    }
}
