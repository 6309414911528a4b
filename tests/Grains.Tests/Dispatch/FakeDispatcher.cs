using System.Threading.Channels;
using Universal.Grains.Dispatch;

namespace Universal.Grains.Tests.Dispatch;

/// <summary>Takes letters, unless it is to fail.</summary>
internal sealed class FakeDispatcher : IDispatcherGrain
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<DispatchNews> _letters = Channel.CreateUnbounded<DispatchNews>();
    private Task _open = Task.CompletedTask;
    private int _calls;

    public int FailuresLeft { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Ends with the first letter, taken or not.</summary>
    public Task Called => _called.Task;

    /// <summary>Letters wait until the result is set.</summary>
    public TaskCompletionSource Block()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open = open.Task;
        return open;
    }

    /// <summary>The next letter that was taken.</summary>
    public Task<DispatchNews> TakeAsync() => _letters.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public async Task Post(DispatchNews news)
    {
        Interlocked.Increment(ref _calls);
        _called.TrySetResult();
        await _open;
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            throw new TimeoutException("The dispatcher's node died.");
        }

        await _letters.Writer.WriteAsync(news);
    }

    public Task Announce(NodeOffer offer) => throw new NotSupportedException();
}
