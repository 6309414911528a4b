namespace Universal.Grains.Nodes;

/// <summary>Wakes one loop. However often it is given before the loop waits again, it wakes it once.</summary>
internal sealed class WakeSignal(bool given = false)
{
    private readonly SemaphoreSlim _given = new(given ? 1 : 0, 1);

    /// <summary>Wakes the loop, or lets its next waiting end at once.</summary>
    public void Give()
    {
        try
        {
            _given.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is given already.
        }
    }

    /// <summary>Waits for it. False: the time was over first.</summary>
    public Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _given.WaitAsync(limit, cancellationToken);
}
