using Microsoft.Extensions.DependencyInjection;
using Universal.Errors;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Schema;
using Universal.Testing;

namespace Universal.Persistence.Tests.Stores;

/// <summary>A server of its own, which the tests crash.</summary>
public sealed class DatabaseRestartTests
{
    private static JobRecord Job(long id) => new() { Id = id, Script = "r.ps1", Environment = "e", Version = 1 };

    [Fact]
    public async Task Write_DatabaseCrashesAndReturns_FailsEachCallerAndRecoversWithoutLoss()
    {
        await using var server = await PostgresServer.StartAsync(fsync: true);
        await using var node = StoreFixture.Create(
            DatabaseEngine.PostgreSql, await server.CreateDatabaseAsync(), ("Database:CommandTimeout", "00:00:05"));
        await node.GetRequiredService<ISchemaMigrator>().MigrateAsync();
        var jobs = node.GetRequiredService<IJobStore>();
        var acknowledged = new List<long>();
        using var stop = new CancellationTokenSource();
        var firstFailure = new TaskCompletionSource();
        var successAfterFailure = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
        {
            for (var id = writer * 1_000_000L + 1; !stop.IsCancellationRequested; id++)
            {
                try
                {
                    Assert.True(await jobs.InsertAsync(Job(id)).WaitAsync(TimeSpan.FromSeconds(20)));
                    lock (acknowledged) acknowledged.Add(id);
                    if (firstFailure.Task.IsCompleted) successAfterFailure.TrySetResult();
                }
                catch (DatabaseUnavailableException)
                {
                    firstFailure.TrySetResult();
                    await Task.Yield();
                }
            }
        })).ToArray();

        await server.StopImmediatelyAsync();
        await firstFailure.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => jobs.GetAsync(1));
        await server.StartServerAsync();
        await successAfterFailure.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(30));

        var stored = new HashSet<long>();
        await foreach (var job in jobs.ReadLiveAsync()) stored.Add(job.Id);
        Assert.Empty(acknowledged.Except(stored));
    }

    [Fact]
    public async Task Write_DatabaseRefusesConnections_EveryWaitingCallerFailsWithinTheTimeout()
    {
        await using var node = StoreFixture.Create(
            DatabaseEngine.PostgreSql, "Host=127.0.0.1;Port=1;Username=x;Database=x", ("Database:CommandTimeout", "00:00:02"));
        var jobs = node.GetRequiredService<IJobStore>();

        var writes = Enumerable.Range(1, 100).Select(id => jobs.InsertAsync(Job(id))).ToArray();

        foreach (var write in writes) await Assert.ThrowsAsync<DatabaseUnavailableException>(() => write.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Write_DatabaseNeverAnswers_FailsWithinTheTimeout()
    {
        // Accepts connections and says nothing, as a server behind a broken network does.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        await using var node = StoreFixture.Create(
            DatabaseEngine.PostgreSql, $"Host=127.0.0.1;Port={port};Username=x;Database=x", ("Database:CommandTimeout", "00:00:01"));
        var jobs = node.GetRequiredService<IJobStore>();

        var first = jobs.InsertAsync(Job(1));
        var second = jobs.InsertAsync(Job(1));

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => first.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => second.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => jobs.GetAsync(1).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
