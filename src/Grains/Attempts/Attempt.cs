using System.Collections.Concurrent;
using Universal.Grains.Dispatch;

namespace Universal.Grains.Attempts;

/// <summary>Why an attempt was told to stop.</summary>
internal enum StopCause
{
    None,
    Canceled,
    TimedOut,
    HandedBack,
    Stale,
}

/// <summary>An attempt that this node holds, from its assignment to its release.</summary>
internal sealed class Attempt(AttemptKey key) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _questions = new();
    private int _cause;
    private int _lastQuestion;

    public AttemptKey Key { get; } = key;

    /// <summary>Ends when the attempt is over and nothing of it is left.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>Hides the secrets that it was given.</summary>
    public OutputMask Mask { get; } = new();

    public CancellationToken StopToken => _stop.Token;

    public StopCause Cause => (StopCause)Volatile.Read(ref _cause);

    /// <summary>Tells the attempt to stop. The first cause counts.</summary>
    public void Stop(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)StopCause.None) != (int)StopCause.None) return;
        try
        {
            // What a body does when it is told so is not for the caller to wait for, nor to fail by.
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }

    public (int Id, Task<string> Answer) OpenQuestion()
    {
        var id = Interlocked.Increment(ref _lastQuestion);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[id] = answer;
        return (id, answer.Task);
    }

    /// <summary>Answers a question. False: it was never asked, or is answered.</summary>
    public bool Answer(int questionId, string answer) => _questions.TryRemove(questionId, out var question) && question.TrySetResult(answer);

    public void Dispose() => _stop.Dispose();
}
