namespace Universal.ScriptHost;

/// <summary>Notices that the node has fallen silent. Uses the monotonic clock: setting the machine's time does nothing.</summary>
public sealed class Watchdog(TimeSpan limit, TimeProvider time, Action silent)
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _never = new(false);
    private long _last = time.GetTimestamp();

    /// <summary>The node was heard.</summary>
    public void Beat()
    {
        lock (_gate)
            _last = time.GetTimestamp();
    }

    /// <summary>Returns after having called <c>silent</c>. Wants a thread of its own, so that a busy thread pool cannot keep it from looking.</summary>
    public void Watch()
    {
        while (true)
        {
            TimeSpan left;
            lock (_gate)
                left = limit - time.GetElapsedTime(_last);
            if (left <= TimeSpan.Zero)
            {
                silent();
                return;
            }

            _never.WaitOne(left);
        }
    }
}
