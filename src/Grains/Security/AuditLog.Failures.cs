using Microsoft.Extensions.Logging;
using Universal.Security;

namespace Universal.Grains.Security;

internal sealed partial class AuditLog
{
    private const int MaxFailures = 10_000;
    private const int MaxNames = 20;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private readonly Dictionary<(string? Address, string Action, string Subject), Failures> _failures = [];

    /// <summary>
    /// Appends what strangers can cause as often as they like. The first of an address and subject is stored at once; those that follow within a minute are
    /// one line with their number. The end of the node within that minute loses the number, not the first line.
    /// </summary>
    public Task AppendFailureAsync(RequestOrigin origin, string action, string subject, string detail)
    {
        lock (_lock)
        {
            // Who tries a list of names, or from many addresses, is counted as one.
            var key = _failures.Keys.Count(known => known.Address == origin.Address && known.Action == action) < MaxNames ? (origin.Address, action, subject) : (origin.Address, action, "");
            if (_failures.Count >= MaxFailures) key = (null, action, "");
            if (_failures.TryGetValue(key, out var known))
            {
                known.Add(subject, detail);
                return Task.CompletedTask;
            }

            _failures[key] = new Failures(origin, action);
            _failures[key].End = time.CreateTimer(_ => EndFailures(key), null, FailureWindow, Timeout.InfiniteTimeSpan);
        }

        return AppendAsync(origin, action, subject, detail);
    }

    private void EndFailures((string?, string, string) key)
    {
        Failures? ended;
        lock (_lock)
        {
            if (!_failures.Remove(key, out ended)) return;
        }

        ended.End?.Dispose();
        if (ended.Count > 0) _ = StoreFailuresAsync(ended);
    }

    private async Task StoreFailuresAsync(Failures failures)
    {
        try
        {
            await AppendAsync(failures.Origin, failures.Action, failures.Subject, $"{failures.Count} more within a minute: {failures.Details}");
        }
        catch (Exception error)
        {
            // There is nobody to tell: the requests were answered.
            LogFailuresLost(error, failures.Count, failures.Origin.Address);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} failures of {Address} could not be written to the audit log")]
    private partial void LogFailuresLost(Exception error, int count, string? address);

    private sealed class Failures(RequestOrigin origin, string action)
    {
        private readonly HashSet<string> _subjects = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<string> _details = new(StringComparer.Ordinal);

        public RequestOrigin Origin => origin;

        public string Action => action;

        public int Count { get; private set; }

        public ITimer? End { get; set; }

        public string Subject => _subjects.Count == 1 ? _subjects.Single() : $"{_subjects.Count}{(_subjects.Count == MaxNames ? " or more" : "")} names";

        public string Details => string.Join(", ", _details) + (_subjects.Count > 1 ? $" ({string.Join(", ", _subjects)})" : "");

        public void Add(string subject, string detail)
        {
            Count++;
            if (_subjects.Count < MaxNames) _subjects.Add(subject);
            if (_details.Count < MaxNames) _details.Add(detail);
        }
    }
}
