using System.Data.Common;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Universal.Persistence.Engines;
using Universal.Persistence.Nodes;
using Universal.Testing;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteOrleansTests(SqliteFixture fixture) : OrleansContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlOrleansTests(PostgreSqlFixture fixture) : OrleansContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>Orleans' own providers work on our schema.</summary>
public abstract class OrleansContract(StoreFixture fixture)
{
    [Fact]
    public async Task Cluster_OverOurSchema_KeepsStateMembersAndReminders()
    {
        var clusterId = "c" + Guid.NewGuid().ToString("N");
        using var one = CreateSilo(clusterId, "one");
        using var two = CreateSilo(clusterId, "two");
        await one.StartAsync();
        await two.StartAsync();

        var rows = await fixture.Membership.ReadLiveAsync(clusterId);
        Assert.Equal(2, rows.Count);

        var grain = one.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("id/1");
        await grain.Write("hello");
        Assert.Equal("hello", await grain.ReadAgain());
        await grain.Remind("r1");
        await grain.Remind("r1");
        Assert.Equal(["r1"], await grain.Reminders());
        await grain.Forget("r1");
        Assert.Empty(await grain.Reminders());
        await grain.Clear();
        Assert.Equal("", await grain.ReadAgain());

        var storage = one.Services.GetRequiredService<IGrainStorage>();
        var id = GrainId.Create("probe", "id/race");
        var first = new GrainState<ProbeState>(new ProbeState { Text = "1" });
        var second = new GrainState<ProbeState>(new ProbeState { Text = "2" });
        var racers = new[] { storage.WriteStateAsync("race", id, first), storage.WriteStateAsync("race", id, second) };
        await Assert.ThrowsAsync<InconsistentStateException>(async () => await Task.WhenAll(racers));
        Assert.Equal(1, racers.Count(task => task.IsCompletedSuccessfully));
        var stale = new GrainState<ProbeState>(new ProbeState { Text = "3" }, "41");
        await Assert.ThrowsAsync<InconsistentStateException>(async () => await storage.WriteStateAsync("race", id, stale));
        var missing = new GrainState<ProbeState>(new ProbeState { Text = "3" }, "1");
        await Assert.ThrowsAsync<InconsistentStateException>(async () => await storage.WriteStateAsync("race", GrainId.Create("probe", "id/none"), missing));

        await two.StopAsync();
        Assert.Equal("one", Assert.Single(await fixture.Membership.ReadLiveAsync(clusterId)).SiloName);
        await one.StopAsync();
    }

    private IHost CreateSilo(string clusterId, string name)
    {
        var source = fixture.Services.GetRequiredService<DbDataSource>();
        var invariant = fixture.Services.GetRequiredService<IDatabaseEngine>().OrleansInvariant;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, clusterId))
            .Configure<SiloOptions>(options => options.SiloName = name)
            .ConfigureEndpoints(IPAddress.Loopback, FreePort.Take(), FreePort.Take(), listenOnAnyHostAddress: false)
            .UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (invariant, source))
            .UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (invariant, source))
            .AddAdoNetGrainStorageAsDefault(
                options => (options.Invariant, options.DataSource, options.DeleteStateOnClear) = (invariant, source, true)));
        return builder.Build();
    }

    [Fact]
    public async Task MarkDead_LiveRow_RaisesTheVersionOnce()
    {
        var cluster = "dead" + Guid.NewGuid().ToString("N");
        await fixture.RunAsync($"INSERT INTO OrleansMembershipVersionTable (DeploymentId, Version) VALUES ('{cluster}', 7)");
        await fixture.RunAsync(
            $"""
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
            VALUES ('{cluster}', '127.0.0.1', 1, 2, 'n', 'h', 3, '2026-01-01', '2026-01-01')
            """);
        var before = await fixture.RunAsync($"SELECT Version FROM OrleansMembershipVersionTable WHERE DeploymentId = '{cluster}'");
        var row = Assert.Single(await fixture.Membership.ReadLiveAsync(cluster));
        Assert.Equal(new MembershipRow("n", "h", "127.0.0.1", 1, 2), row);

        await fixture.Membership.MarkDeadAsync(cluster, row);
        await fixture.Membership.MarkDeadAsync(cluster, row);
        await fixture.Membership.MarkDeadAsync(cluster, row with { Port = 9 });

        Assert.Empty(await fixture.Membership.ReadLiveAsync(cluster));
        Assert.Equal(before + 1, await fixture.RunAsync($"SELECT Version FROM OrleansMembershipVersionTable WHERE DeploymentId = '{cluster}'"));
    }
}

[GenerateSerializer]
public sealed class ProbeState
{
    [Id(0)] public string Text { get; set; } = "";
}

public interface IProbeGrain : IGrainWithStringKey
{
    Task Write(string text);

    Task<string> ReadAgain();

    Task Clear();

    Task Remind(string name);

    Task Forget(string name);

    Task<List<string>> Reminders();
}

public sealed class ProbeGrain([PersistentState("probe")] IPersistentState<ProbeState> state) : Grain, IProbeGrain, IRemindable
{
    public async Task Write(string text)
    {
        state.State.Text = text;
        await state.WriteStateAsync();
        await state.WriteStateAsync();
    }

    public async Task<string> ReadAgain()
    {
        await state.ReadStateAsync();
        return state.State.Text;
    }

    public Task Clear() => state.ClearStateAsync();

    public Task Remind(string name) => this.RegisterOrUpdateReminder(name, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

    public async Task Forget(string name) => await this.UnregisterReminder(await this.GetReminder(name) ?? throw new InvalidOperationException("No reminder."));

    public async Task<List<string>> Reminders() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
