using Microsoft.Extensions.Logging;
using Universal.Persistence.Security;
using Universal.Security;

namespace Universal.Grains.Security;

/// <summary>Appends to the audit log. A failure of the database reaches the caller: a change that cannot be recorded does not pass in silence.</summary>
internal sealed partial class AuditLog(ISecurityStore store, TimeProvider time, ILogger<AuditLog> logger)
{
    // About a thousand jobs; a longer line helps nobody.
    private const int MaxJoinedLength = 32_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(RequestOrigin, string), JoinedLine> _waiting = [];
    private readonly HashSet<(RequestOrigin, string)> _storing = [];

    public Task AppendAsync(RequestOrigin origin, string action, string? subject, string? detail = null) => store.AppendAuditAsync(
        new AuditRow(0, time.GetUtcNow(), origin.Identity, action, subject, detail, origin.Node, origin.Address));

    /// <summary>Appends at once when nothing of that origin and action is being stored; otherwise joins the line that is stored next.</summary>
    public Task AppendJoinedAsync(RequestOrigin origin, string action, string subject)
    {
        var key = (origin, action);
        lock (_lock)
        {
            if (!_storing.Add(key))
            {
                if (!_waiting.TryGetValue(key, out var line)) _waiting[key] = line = new();
                if (line.Length + subject.Length <= MaxJoinedLength) return line.Add(subject);

                // A full line goes by itself.
                return AppendAsync(origin, action, subject);
            }
        }

        return StoreAsync(key, subject);
    }

    private async Task StoreAsync((RequestOrigin Origin, string Action) key, string first)
    {
        try
        {
            await AppendAsync(key.Origin, key.Action, first);
        }
        finally
        {
            // Those that came meanwhile do not make the first wait for their line.
            _ = StoreWaitingAsync(key);
        }
    }

    private async Task StoreWaitingAsync((RequestOrigin Origin, string Action) key)
    {
        while (true)
        {
            JoinedLine? line;
            lock (_lock)
            {
                if (!_waiting.Remove(key, out line))
                {
                    _storing.Remove(key);
                    return;
                }
            }

            await line.StoreAsync(subjects => AppendAsync(
                key.Origin, key.Action, subjects.Count == 1 ? subjects[0] : $"{subjects.Count} at once",
                subjects.Count == 1 ? null : string.Join("; ", subjects)));
        }
    }

    private sealed class JoinedLine
    {
        private readonly List<string> _subjects = [];
        private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Length { get; private set; }

        public Task Add(string subject)
        {
            _subjects.Add(subject);
            Length += subject.Length + 2;
            return _stored.Task;
        }

        public async Task StoreAsync(Func<List<string>, Task> store)
        {
            try
            {
                await store(_subjects);
                _stored.SetResult();
            }
            catch (Exception exception)
            {
                _stored.SetException(exception);
            }
        }
    }
}
