using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Universal.Grains.Dispatch;
using Universal.Jobs;

namespace Universal.Grains.Tests.Dispatch;

public sealed class DispatchPostTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeDispatcher _dispatcher = new();

    [Fact]
    public async Task Post_DispatcherFails_IsRepeatedUntilDelivered()
    {
        _dispatcher.FailuresLeft = 3;
        using var post = Create();
        post.Queued(new JobRecord { Id = 5, Attempt = 1, Script = "a.sh" });
        post.Withdrawn(6);
        post.Released(new AttemptKey(7, 2));
        await post.StartAsync(TestContext.Current.CancellationToken);

        var news = await _dispatcher.TakeAsync();
        Assert.Equal(4, _dispatcher.Calls);
        Assert.Equal((5, 2), Assert.Single(news.Queued) is var job ? (job.Id, job.Attempt) : default);
        Assert.Equal(FakeSilo.Address, news.From);
        Assert.Equal([6], news.Withdrawn);
        Assert.Equal([new AttemptKey(7, 2)], news.Released);
        await post.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Post_WhileALetterIsOnItsWay_GathersInTheNext()
    {
        var busy = _dispatcher.Block();
        using var post = Create();
        await post.StartAsync(TestContext.Current.CancellationToken);
        post.Withdrawn(1);
        await _dispatcher.Called.WaitAsync(Limit, TestContext.Current.CancellationToken);
        for (var id = 2; id <= 1_500; id++) post.Withdrawn(id);
        busy.SetResult();

        Assert.Equal([1], (await _dispatcher.TakeAsync()).Withdrawn);
        Assert.Equal(1_000, (await _dispatcher.TakeAsync()).Withdrawn.Count);
        Assert.Equal(1_500, (await _dispatcher.TakeAsync()).Withdrawn[^1]);
        await post.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_WhileTheDispatcherIsAway_Ends()
    {
        _dispatcher.FailuresLeft = int.MaxValue;
        using var post = Create();
        await post.StartAsync(TestContext.Current.CancellationToken);
        post.Withdrawn(1);
        await _dispatcher.Called.WaitAsync(Limit, TestContext.Current.CancellationToken);
        await post.StopAsync(CancellationToken.None).WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.True(post.ExecuteTask!.IsCompleted);
    }

    private DispatchPost Create()
    {
        var grains = DispatchProxy.Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)grains).Grain = _dispatcher;
        return new DispatchPost(grains, new FakeSilo(), TimeProvider.System, NullLogger<DispatchPost>.Instance);
    }
}
