using System.Diagnostics;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Universal.Errors;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Persistence.Nodes;
using Universal.Persistence.Tests.Stores;
using Universal.Testing;
using Universal.Testing.SqlServer;

namespace Universal.Persistence.Tests.SqlClient;

/// <summary>What the real client of SQL Server makes of a server in trouble, and what the stores make of that. The server is not one: see <see cref="FakeSqlServer"/>.</summary>
public sealed class SqlClientFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static JobRecord Job(long id) => new() { Id = id, Script = "r.ps1", Environment = "e", Version = 1 };

    private static ServiceProvider Node(FakeSqlServer server, int seconds = 2, string more = "") => StoreFixture.Create(
        DatabaseEngine.SqlServer, server.ConnectionString + more, ("Database:CommandTimeout", $"00:00:{seconds:00}"));

    private static Task<bool> WriteAsync(IServiceProvider node, long id = 1) => node.GetRequiredService<IJobStore>().InsertAsync(Job(id)).WaitAsync(Limit);

    // Reads a number: the simplest answer there is.
    private static Task<long> ReadAsync(IServiceProvider node, CancellationToken cancellationToken = default) =>
        node.GetRequiredService<IJobStore>().LeaseIdsAsync(1, cancellationToken).WaitAsync(Limit, CancellationToken.None);

    [Fact]
    public async Task Connect_ThroughTheProduct_WritesAndReads()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Numbers([7]);
        await using var node = Node(server);

        Assert.True(await WriteAsync(node, 7));
        Assert.Equal(7, await ReadAsync(node));
    }

    [Fact]
    public async Task Server_RefusesConnections_CallersFailAndTheNextSucceedsAtOnceWhenItIsBack()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Numbers([7]);
        await using var node = Node(server);
        server.GoAway();

        // Several in a row: the driver of old would now refuse for 5, 10, 20 seconds on its own.
        for (var i = 0; i < 4; i++)
        {
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node));
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node));
        }

        server.ComeBack();
        Assert.True(await WriteAsync(node, 7));
        Assert.Equal(7, await ReadAsync(node));
    }

    [Theory]
    [InlineData(18456, 14)] // login failed
    [InlineData(4060, 11)] // the database cannot be opened
    [InlineData(40613, 17)] // Azure SQL: not available now
    public async Task Login_Refused_IsUnavailable(int number, byte severity)
    {
        await using var server = FakeSqlServer.Start();
        server.Login = () => TdsAnswer.Error(number, "no", severity);
        await using var node = Node(server);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node));
    }

    [Fact]
    public async Task Answer_BreaksOffInTheMiddle_IsUnavailable()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Reset();
        await using var node = Node(server);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Statement_NeverEnds_CallersHaveTheirAnswerAtTheLimitAndTheNextSucceeds(bool confirmsCancel)
    {
        await using var server = FakeSqlServer.Start();
        server.ConfirmsCancel = confirmsCancel;
        server.Answer = _ => TdsAnswer.Silence();
        await using var node = Node(server);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node)),
            Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node)));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20));

        // The pump waits until the driver has given up, or for some seconds when it never does.
        server.Answer = _ => TdsAnswer.Numbers([7]);
        await Eventually.IsTrueAsync("a write is stored", TimeSpan.FromSeconds(30), async () =>
        {
            try
            {
                return await WriteAsync(node, 7);
            }
            catch (DatabaseUnavailableException)
            {
                return false;
            }
        });
        Assert.Equal(7, await ReadAsync(node));
    }

    [Fact]
    public async Task Statement_CallerGivesUpAndTheServerSaysNothing_CallerIsFreeAtOnce()
    {
        await using var server = FakeSqlServer.Start();
        server.ConfirmsCancel = false;
        server.Answer = _ => TdsAnswer.Silence();
        await using var node = Node(server, seconds: 50);
        using var gone = new CancellationTokenSource();

        var read = ReadAsync(node, gone.Token);
        await Eventually.IsTrueAsync("the text has arrived", Limit, () => server.Texts.Count > 0);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Pool_Exhausted_IsUnavailable()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Silence();
        await using var node = Node(server, seconds: 4, more: ";Max Pool Size=1;Connect Timeout=1");

        var holds = ReadAsync(node);
        await Eventually.IsTrueAsync("the only connection is in use", Limit, () => server.Texts.Count > 0);

        var read = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node));
        Assert.Contains("pool", read.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => holds);
    }

    [Fact]
    public async Task Deadlock_VictimOfThreeTimes_RunsAgainAndItsCallersNeverKnow()
    {
        await using var server = FakeSqlServer.Start();
        var victims = 0;
        server.Answer = _ => Interlocked.Increment(ref victims) <= 3 ? TdsAnswer.Error(1205, "deadlocked", 13) : TdsAnswer.Numbers([7]);
        await using var node = Node(server, seconds: 30);

        Assert.Equal(7, await ReadAsync(node));
        victims = 0;
        Assert.True(await WriteAsync(node, 7));

        // The registry of nodes is written by a text of its own, not by the pump.
        victims = 0;
        await node.GetRequiredService<INodeStore>().SetMaintenanceAsync("node1", true).WaitAsync(Limit);
        Assert.Equal(4, victims);
    }

    [Fact]
    public async Task Deadlock_VictimAgainAndAgain_IsUnavailable()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Error(1205, "deadlocked", 13);
        await using var node = Node(server, seconds: 30);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => ReadAsync(node));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => WriteAsync(node));
        Assert.Equal(10, server.Texts.Count);
    }

    [Theory]
    [InlineData(2627, 14, true)] // the key is there already
    [InlineData(2628, 16, true)] // would be cut
    [InlineData(208, 16, true)] // no such table
    [InlineData(13609, 16, true)] // no JSON
    [InlineData(1222, 16, false)] // lock time-out
    [InlineData(229, 14, false)] // no right to the table
    [InlineData(921, 16, false)] // not recovered yet
    [InlineData(942, 14, false)] // offline
    [InlineData(954, 14, false)] // a mirror
    [InlineData(981, 14, false)] // a secondary that is not ready
    [InlineData(17187, 16, false)] // not ready for logins yet
    [InlineData(17830, 16, false)]
    [InlineData(49999, 16, false)] // what no version of today knows
    [InlineData(701, 17, false)] // out of memory
    public async Task Error_ByItsNumber_IsOfTheDataOrTellsThatTheDatabaseCannotServe(int number, byte severity, bool ofTheData)
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = _ => TdsAnswer.Error(number, "no", severity);
        await using var node = Node(server);

        foreach (var call in (Func<Task>[])[() => ReadAsync(node), () => WriteAsync(node)])
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(call);
            if (ofTheData) Assert.IsType<SqlException>(error);
            else Assert.IsType<DatabaseUnavailableException>(error);
        }
    }

    [Fact]
    public async Task GroupCommit_WritesOfTwoKinds_IsOneTextThatBeginsAndCommitsByItself()
    {
        await using var server = FakeSqlServer.Start();
        server.Answer = text => text.Contains("OutputAppend", StringComparison.Ordinal) && text.Contains("JobInsert", StringComparison.Ordinal)
            ? TdsAnswer.Numbers([2], [1])
            : TdsAnswer.Numbers([1]);
        await using var node = Node(server, seconds: 30);
        var output = node.GetRequiredService<IJobOutputStore>();

        // The first is on its way alone; those that come meanwhile go together.
        using var answered = new ManualResetEventSlim();
        var answer = server.Answer;
        server.Answer = text =>
        {
            answered.Wait(Limit);
            return answer(text);
        };
        var first = WriteAsync(node, 1);
        await Eventually.IsTrueAsync("the first has arrived", Limit, () => server.Texts.Count == 1);
        var job = WriteAsync(node, 2);
        var record = output.AppendAsync(1, 1, [new JobOutput(1, 1, OutputStream.Information, DateTimeOffset.UnixEpoch, "hello", null)]);
        answered.Set();
        Assert.True(await first);
        Assert.True(await job);
        Assert.True(await record.WaitAsync(Limit));

        Assert.Equal(2, server.Texts.Count);
        Assert.All(server.Texts, text =>
        {
            Assert.StartsWith("SET XACT_ABORT, NOCOUNT ON;", text, StringComparison.Ordinal);
            Assert.Contains("BEGIN TRANSACTION;", text, StringComparison.Ordinal);
            Assert.Contains("COMMIT TRANSACTION;", text, StringComparison.Ordinal);
        });
        Assert.Contains("OPENJSON(@rows_JobInsert)", server.Texts[1], StringComparison.Ordinal);
        Assert.Contains("OPENJSON(@rows_OutputAppend)", server.Texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_OnAServerThatCountsNoRows_AskForTheCount()
    {
        await using var server = FakeSqlServer.Start();
        await using var node = Node(server);

        Assert.True(await node.GetRequiredService<INodeStore>().SetMaintenanceAsync("node1", true));

        Assert.StartsWith("SET NOCOUNT OFF;", Assert.Single(server.Texts), StringComparison.Ordinal);
    }
}
