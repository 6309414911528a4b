namespace Universal.ScriptHost;

/// <summary>Notices that the node has fallen silent. Uses the monotonic clock: setting the machine's time does nothing.</summary>
public sealed class Watchdog(TimeSpan limit, TimeProvider time, Action silent)
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(false);
    private long _last = time.GetTimestamp();
    private volatile bool _over;

    /// <summary>The node was heard.</summary>
    public void Beat()
    {
        lock (_gate)
            _last = time.GetTimestamp();
    }

    /// <summary>There is nothing to watch any more.</summary>
    public void End()
    {
        _over = true;
        _wake.Set();
    }

    /// <summary>Returns after having called <c>silent</c>, or at <see cref="End"/>. Wants a thread of its own, so that a busy thread pool cannot keep it from looking.</summary>
    public void Watch()
    {
        while (true)
        {
            if (_over) return;
            TimeSpan left;
            lock (_gate)
                left = limit - time.GetElapsedTime(_last);
            if (left <= TimeSpan.Zero)
            {
                silent();
                return;
            }

            _wake.WaitOne(left);
        }
    }
}
