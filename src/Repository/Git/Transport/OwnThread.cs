using Universal.Git;

namespace Universal.Repository.Git.Transport;

/// <summary>Runs calls that may hang in native code on threads of their own, so that a caller can leave them behind.</summary>
internal sealed class OwnThread
{
    // A remote that takes connections and never answers costs a thread per attempt until it closes them.
    private const int MaxRunning = 64;

    private int _running;

    /// <summary>
    /// The call's result, or an <see cref="OperationCanceledException"/> at once when the token says so; the call goes on alone then.
    /// </summary>
    public async Task<T> RunAsync<T>(string name, Func<T> call, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _running) > MaxRunning)
        {
            Interlocked.Decrement(ref _running);
            throw new GitException(
                GitOutcome.TimedOut, $"{MaxRunning} earlier attempts still hang. Restart the node, or let the git program talk to the remote.");
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(call, done)) { IsBackground = true, Name = name }.Start();
        // The failure of a call that nobody waits for any more is nobody's.
        _ = done.Task.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await done.Task.WaitAsync(cancellationToken);
    }

    private void Run<T>(Func<T> call, TaskCompletionSource<T> done)
    {
        try
        {
            done.TrySetResult(call());
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
