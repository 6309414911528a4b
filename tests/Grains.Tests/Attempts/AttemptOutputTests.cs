using Microsoft.Extensions.Logging.Abstractions;
using Universal.Errors;
using Universal.Grains.Attempts;
using Universal.Grains.Dispatch;
using Universal.Grains.Jobs;
using Universal.Jobs;

namespace Universal.Grains.Tests.Attempts;

public sealed class AttemptOutputTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeOutputStore _store = new();
    private readonly FakeJobAttempt _job = new();
    private int _stale;

    [Fact]
    public async Task Write_OverTheLimit_IsMarkedOnceAndTheRestDropped()
    {
        var output = Create(new JobOptions { MaxOutputBytes = 4096, OutputDelay = TimeSpan.Zero });
        for (var i = 0; i < 10; i++) await WriteAsync(output, new string('ä', 512));
        await CompleteAsync(output);

        var records = _store.Stored;
        Assert.Equal([1, 2, 3, 4, 5], records.Select(record => record.Sequence));
        Assert.All(records[..4], record => Assert.Equal((OutputStream.Output, 512), (record.Stream, record.Text.Length)));
        Assert.Equal(OutputStream.System, records[4].Stream);
        Assert.Contains("4,096", records[4].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhileTheStoreIsBusy_LeavesInOneBatch()
    {
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        var busy = _store.Block();
        await WriteAsync(output, "first");
        await _store.Called.WaitAsync(Limit);
        for (var i = 0; i < 200; i++) await WriteAsync(output, $"line {i}");
        busy.SetResult();
        await CompleteAsync(output);

        Assert.Equal([1, 200], _store.Batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(1, 201).Select(i => (long)i), _store.Stored.Select(record => record.Sequence));
        Assert.Equal([(3, 1L), (3, 201L)], _job.Appends);
    }

    [Fact]
    public async Task Write_LargeRecords_LeaveInBatchesOfBoundedSize()
    {
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        var busy = _store.Block();
        await WriteAsync(output, "first");
        await _store.Called.WaitAsync(Limit);
        for (var i = 0; i < 12; i++) await WriteAsync(output, new string('x', 100 * 1024));
        busy.SetResult();
        await CompleteAsync(output);

        Assert.Equal([1, 6, 6], _store.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task Write_FasterThanTheStore_Waits()
    {
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        var busy = _store.Block();
        await WriteAsync(output, "first");
        await _store.Called.WaitAsync(Limit);
        for (var i = 0; i < 256; i++) await WriteAsync(output, "more");
        var late = output.WriteAsync(OutputStream.Output, "late", null, TestContext.Current.CancellationToken).AsTask();
        Assert.False(late.IsCompleted);

        busy.SetResult();
        await late.WaitAsync(Limit);
        await CompleteAsync(output);
        Assert.Equal(258, _store.Stored.Count);
    }

    [Fact]
    public async Task Write_StopsWhileItWaits_IsCanceled()
    {
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        var busy = _store.Block();
        await WriteAsync(output, "first");
        await _store.Called.WaitAsync(Limit);
        for (var i = 0; i < 256; i++) await WriteAsync(output, "more");
        using var stop = new CancellationTokenSource();
        var late = output.WriteAsync(OutputStream.Output, "late", null, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late.WaitAsync(Limit));
        busy.SetResult();
        await CompleteAsync(output);
    }

    [Fact]
    public async Task Write_FromManyThreads_IsStoredInOrder()
    {
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) await WriteAsync(output, $"{writer} {i}");
        })));
        await CompleteAsync(output);

        Assert.Equal(Enumerable.Range(1, 4000).Select(i => (long)i), _store.Stored.Select(record => record.Sequence));
    }

    [Fact]
    public async Task Write_DatabaseAway_IsStoredOnceItIsBack()
    {
        _store.Failures.Enqueue(new DatabaseUnavailableException("away"));
        _store.Failures.Enqueue(new DatabaseUnavailableException("still away"));
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        output.ContinueAfter(40);
        await WriteAsync(output, "kept");
        await CompleteAsync(output);

        Assert.Equal(3, _store.Calls);
        Assert.Equal((41, "kept", 3), Assert.Single(_store.Stored) is var only ? (only.Sequence, only.Text, only.Attempt) : default);
        Assert.Equal([(3, 41L)], _job.Appends);
    }

    [Fact]
    public async Task Write_StaleAttempt_IsToldAndTheWriterNeverHangs()
    {
        _store.IsStale = true;
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        for (var i = 0; i < 2_000; i++) await WriteAsync(output, "nobody wants it");
        await CompleteAsync(output);

        Assert.Equal((1, 1), (_stale, _store.Calls));
        Assert.Empty(_job.Appends);
    }

    [Fact]
    public async Task Write_StoreRefusesTheText_FailsInsteadOfHanging()
    {
        _store.Failures.Enqueue(new InvalidOperationException("not this text"));
        var output = Create(new JobOptions { OutputDelay = TimeSpan.Zero });
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var i = 0; i < 2_000; i++) await WriteAsync(output, "more");
            await CompleteAsync(output);
        });
        Assert.Equal("not this text", (await Assert.ThrowsAsync<InvalidOperationException>(() => CompleteAsync(output))).Message);
    }

    [Fact]
    public async Task Complete_WithoutOutput_IsDone()
    {
        await CompleteAsync(Create(new JobOptions()));
        Assert.Equal(0, _store.Calls);
    }

    private static Task WriteAsync(AttemptOutput output, string text) =>
        output.WriteAsync(OutputStream.Output, text, null, CancellationToken.None).AsTask().WaitAsync(Limit);

    private static Task CompleteAsync(AttemptOutput output) => output.CompleteAsync().WaitAsync(Limit);

    private AttemptOutput Create(JobOptions options) =>
        new(_store, _job, new AttemptKey(7, 3), options, TimeProvider.System, NullLogger.Instance, () => Interlocked.Increment(ref _stale));
}
