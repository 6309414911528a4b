using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Universal.Errors;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Schema;
using Universal.Testing;

namespace Universal.Persistence.Tests.Stores;

/// <summary>Ways in which a real PostgreSQL server is away without closing anything: frozen, cut off, replaced by another one.</summary>
public sealed class PostgreSqlOutageTests
{
    private const int Limit = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The limit, and what a busy machine adds to it.
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(Limit + 12);

    private static JobRecord Job(long id) => new() { Id = id, Script = "r.ps1", Environment = "e", Version = 1 };

    private static ServiceProvider Node(string connectionString) =>
        StoreFixture.Create(DatabaseEngine.PostgreSql, connectionString, ("Database:CommandTimeout", $"00:00:{Limit:00}"));

    private static async Task<string> MigratedAsync(PostgresServer server)
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var node = StoreFixture.Create(DatabaseEngine.PostgreSql, connectionString);
        await node.GetRequiredService<ISchemaMigrator>().MigrateAsync();
        return connectionString;
    }

    private static string Through(CuttableProxy proxy, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = proxy.Port }.ConnectionString;

    /// <summary>Each of several reads and writes ends in time, with the error that becomes a 503.</summary>
    private static async Task AllFailInTimeAsync(IJobStore jobs, long firstId)
    {
        var watch = Stopwatch.StartNew();
        var calls = Enumerable.Range(0, 5).Select(i => (Task)jobs.InsertAsync(Job(firstId + i))).Concat(Enumerable.Range(0, 5).Select(_ => (Task)jobs.GetAsync(1))).ToArray();
        foreach (var call in calls) await Assert.ThrowsAsync<DatabaseUnavailableException>(() => call.WaitAsync(Patience));
        Assert.True(watch.Elapsed < InTime, $"The last caller had its answer after {watch.Elapsed}.");
    }

    private static async Task WorksAgainAsync(IJobStore jobs, long id)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync("a write and a read succeed", Patience, async () =>
        {
            try
            {
                await jobs.InsertAsync(Job(id));
                return await jobs.GetAsync(id) is not null;
            }
            catch (DatabaseUnavailableException)
            {
                return false;
            }
        });
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed} to work again.");
    }

    [Fact]
    public async Task Server_StandsStill_CallersFailInTimeAndAllGoesOnWhenItWakes()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var node = Node(await MigratedAsync(server));
        var jobs = node.GetRequiredService<IJobStore>();
        Assert.True(await jobs.InsertAsync(Job(1)));

        var processes = ProcessTable.Read().Where(process => process.Id == server.ProcessId || process.ParentId == server.ProcessId).Select(process => process.Id).ToArray();
        foreach (var process in processes) PosixSignal.Send(process, PosixSignal.Stop);
        try
        {
            await AllFailInTimeAsync(jobs, 100);
            await AllFailInTimeAsync(jobs, 200);
        }
        finally
        {
            foreach (var process in processes) PosixSignal.Send(process, PosixSignal.Continue);
        }

        await WorksAgainAsync(jobs, 2);
        Assert.NotNull(await jobs.GetAsync(1));
    }

    [Fact]
    public async Task Network_LosesEveryPacket_CallersFailInTimeAndAllGoesOnAfterwards()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var proxy = new CuttableProxy(server.Port);
        await using var node = Node(Through(proxy, await MigratedAsync(server)));
        var jobs = node.GetRequiredService<IJobStore>();
        Assert.True(await jobs.InsertAsync(Job(1)));

        proxy.FallSilent();
        await AllFailInTimeAsync(jobs, 100);
        await AllFailInTimeAsync(jobs, 200);

        proxy.Speak();
        await WorksAgainAsync(jobs, 2);
    }

    [Fact]
    public async Task Connections_AreCutUnderLoad_NothingAcknowledgedIsLost()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var proxy = new CuttableProxy(server.Port);
        await using var node = Node(Through(proxy, await MigratedAsync(server)));
        var jobs = node.GetRequiredService<IJobStore>();
        var acknowledged = new HashSet<long>();
        var failed = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 10).Select(writer => Task.Run(async () =>
        {
            for (var id = writer * 1_000_000L + 1; !stop.IsCancellationRequested; id++)
            {
                try
                {
                    if (await jobs.InsertAsync(Job(id)).WaitAsync(Patience)) lock (acknowledged) acknowledged.Add(id);
                }
                catch (DatabaseUnavailableException)
                {
                    Interlocked.Increment(ref failed);
                    await Task.Yield();
                }
            }
        })).ToArray();

        for (var cut = 1; cut <= 5; cut++)
        {
            int Count()
            {
                lock (acknowledged) return acknowledged.Count;
            }

            var before = Count();
            await Eventually.IsTrueAsync($"writes succeed before cut {cut}", Patience, () => Count() > before + 20);
            var failures = Volatile.Read(ref failed);
            proxy.Cut();
            await Eventually.IsTrueAsync($"cut {cut} is noticed", Patience, () => Volatile.Read(ref failed) > failures);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers).WaitAsync(Patience);

        var stored = new HashSet<long>();
        await foreach (var job in jobs.ReadLiveAsync()) stored.Add(job.Id);
        Assert.Empty(acknowledged.Except(stored));
    }

    [Fact]
    public async Task Address_MovesToAnotherServer_NodesGoOnThere()
    {
        await using var first = await PostgresServer.StartAsync();
        await using var second = await PostgresServer.StartAsync();
        var connectionString = await MigratedAsync(first);
        await using (var source = NpgsqlDataSource.Create(second.ConnectionString()))
        await using (var create = source.CreateCommand($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database}"))
            await create.ExecuteNonQueryAsync();
        await using (var standby = StoreFixture.Create(DatabaseEngine.PostgreSql, new NpgsqlConnectionStringBuilder(connectionString) { Port = second.Port }.ConnectionString))
            await standby.GetRequiredService<ISchemaMigrator>().MigrateAsync();
        await using var proxy = new CuttableProxy(first.Port);
        await using var node = Node(Through(proxy, connectionString));
        var jobs = node.GetRequiredService<IJobStore>();
        Assert.True(await jobs.InsertAsync(Job(1)));

        // The old one goes on for those who are connected to it, as a primary that was cut off does: nothing may be written there any more.
        proxy.Target = second.Port;
        proxy.Cut();
        await WorksAgainAsync(jobs, 2);

        Assert.Null(await jobs.GetAsync(1));
        await using var old = Node(connectionString);
        Assert.Null(await old.GetRequiredService<IJobStore>().GetAsync(2));
    }

    [Fact]
    public async Task Pool_Exhausted_IsUnavailableAndNotTheDatas()
    {
        await using var server = await PostgresServer.StartAsync();
        var connectionString = await MigratedAsync(server);
        await using var node = Node(connectionString + ";Maximum Pool Size=1;Timeout=1");
        var jobs = node.GetRequiredService<IJobStore>();
        await using (await node.GetRequiredService<System.Data.Common.DbDataSource>().OpenConnectionAsync())
        {
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => jobs.GetAsync(1).WaitAsync(Patience));
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => jobs.InsertAsync(Job(1)).WaitAsync(Patience));
        }

        await WorksAgainAsync(jobs, 2);
    }

    [Fact]
    public async Task Caller_GivesUpWhileTheServerStandsStill_IsFreeAtOnce()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var proxy = new CuttableProxy(server.Port);
        await using var node = StoreFixture.Create(
            DatabaseEngine.PostgreSql, Through(proxy, await MigratedAsync(server)), ("Database:CommandTimeout", "00:01:00"));
        var jobs = node.GetRequiredService<IJobStore>();
        Assert.Null(await jobs.GetAsync(1));

        proxy.FallSilent();
        using var gone = new CancellationTokenSource();
        var read = jobs.GetAsync(1, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
