namespace Universal.Persistence.Statements;

/// <summary>
/// Ends the waiting for a call of a driver. A driver's own limit is not enough: a call that was canceled, or whose server neither answers nor closes the
/// connection, can go on for as long as the network keeps trying, which is minutes.
/// </summary>
internal static class CallLimit
{
    /// <summary>
    /// How long past its limit a call may take to end by itself: the driver tells the server to stop, and waits for its word some seconds.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(7);

    /// <summary>
    /// Waits for a call until its limit. One that goes on is left to end by itself; <paramref name="abandon"/> is called when it does not within
    /// <paramref name="grace"/>.
    /// </summary>
    /// <exception cref="TimeoutException">The limit was reached; what the call asked for may or may not happen.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> call, TimeSpan limit, TimeSpan grace, TimeProvider time, Action abandon, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(limit, time, cancellationToken);
        }
        finally
        {
            if (!call.IsCompleted) _ = LeaveAsync(call, grace, time, abandon);
        }
    }

    private static async Task LeaveAsync(Task call, TimeSpan grace, TimeProvider time, Action abandon)
    {
        try
        {
            await call.WaitAsync(grace, time);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            abandon();
            // Its error, whenever it comes, is of no use to anyone.
            _ = call.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
        catch (Exception)
        {
            // It ended late, and its caller has been answered.
        }
    }
}
