using Microsoft.Extensions.Time.Testing;
using Universal.Grains.Cache;

namespace Universal.Grains.Tests.Cache;

public sealed class LockQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly LockQueue _queue;

    public LockQueueTests() => _queue = new LockQueue(_time);

    [Fact]
    public void First_IsWhoCameFirst_UnlessItsCallHasEnded()
    {
        var anna = _queue.Join("anna", Lease);
        var ben = _queue.Join("ben", Lease);
        Assert.Same(anna, _queue.First());
        _queue.Detach(anna, anna.Answer);
        Assert.Same(ben, _queue.First());

        // It asks again at once, and has its old place.
        Assert.Same(anna, _queue.Join("anna", Lease));
        Assert.Same(anna, _queue.First());
    }

    [Fact]
    public void Detached_ForTooLong_LosesItsPlace()
    {
        var anna = _queue.Join("anna", Lease);
        _queue.Detach(anna, anna.Answer);
        Assert.False(_queue.IsEmpty);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_queue.IsEmpty);
        Assert.NotSame(anna, _queue.Join("anna", Lease));
    }

    [Fact]
    public void Detach_OfACallThatWasRepeated_ChangesNothing()
    {
        var anna = _queue.Join("anna", Lease);
        var former = anna.Answer;
        _queue.Join("anna", Lease);
        _queue.Detach(anna, former);
        Assert.Same(anna, _queue.First());
    }

    [Fact]
    public async Task FailAll_TellsEverybody()
    {
        var answers = new[] { "anna", "ben" }.Select(owner => _queue.Join(owner, Lease).Answer).ToArray();
        _queue.FailAll(new InvalidOperationException("gone"));
        foreach (var answer in answers) await Assert.ThrowsAsync<InvalidOperationException>(() => answer);
        Assert.True(_queue.IsEmpty);
    }
}
