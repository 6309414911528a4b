using Microsoft.Extensions.DependencyInjection;
using Universal.Jobs;
using Universal.Persistence.Triggers;
using Universal.Triggers;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteTriggerStoreTests(SqliteFixture fixture) : TriggerStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlTriggerStoreTests(PostgreSqlFixture fixture) : TriggerStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="ITriggerStore"/> promises, on every engine.</summary>
public abstract class TriggerStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ITriggerStore Store => fixture.Services.GetRequiredService<ITriggerStore>();

    [Fact]
    public async Task Note_OfTheFirst_Stays()
    {
        await Store.NoteAsync("n1", "Ä", Noon);
        await Store.NoteAsync("n1", "Ä", Noon.AddDays(1));
        await Store.NoteAsync("n2", "B", Noon.AddDays(2));

        var notes = await Store.ListNotesAsync();

        Assert.Equal((Noon, Noon.AddDays(2)), (notes["n1"], notes["n2"]));
    }

    [Fact]
    public async Task Insert_WithAKnownKey_WritesNothing()
    {
        Assert.False(await Store.HasDeliveryAsync("k1"));
        Assert.True(await Store.InsertDeliveryAsync("k1", Delivery("Insert", "{\"ä\":\"😀\"}")));
        Assert.False(await Store.InsertDeliveryAsync("k1", Delivery("Insert", "{}")));
        var races = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.InsertDeliveryAsync("k2", Delivery("Race", "{}"))));

        Assert.Single(races, inserted => inserted);
        Assert.True(await Store.HasDeliveryAsync("k1"));
        var listed = Assert.Single(await Store.ListDeliveriesAsync("Insert", null, 10));
        Assert.Equal("", listed.Payload);
        var stored = await Store.GetDeliveryAsync(listed.Id);
        Assert.Equal(Delivery("Insert", "{\"ä\":\"😀\"}") with { Id = listed.Id, Version = 1 }, stored);
        Assert.Null(await Store.GetDeliveryAsync(long.MaxValue));
    }

    [Fact]
    public async Task Update_OverAnotherVersion_IsRefused()
    {
        await Store.InsertDeliveryAsync("u1", Delivery("Update", "{}"));
        var stored = (await Store.ListDeliveriesAsync("Update", null, 10)).Single();
        var sent = stored with { State = WebhookState.Failed, Attempts = 3, NextAt = null, LastStatus = 410, LastError = "gone", ChangedAt = Noon.AddMinutes(1) };

        var written = await Store.UpdateDeliveryAsync(sent);

        Assert.Equal(sent with { Version = 2 }, written);
        Assert.Null(await Store.UpdateDeliveryAsync(sent));
        Assert.Equal(written, (await Store.ListDeliveriesAsync("Update", null, 10)).Single());
    }

    [Fact]
    public async Task Due_AreThoseThatWaitInTheirOrder()
    {
        foreach (var (key, minute) in new[] { ("d1", 3), ("d2", 1), ("d3", 2), ("d4", 500_000) })
            await Store.InsertDeliveryAsync(key, Delivery($"Due{key}", "{}") with { NextAt = Noon.AddYears(-1).AddMinutes(minute) });
        var done = (await Store.ListDeliveriesAsync("Dued3", null, 1)).Single();
        await Store.UpdateDeliveryAsync(done with { State = WebhookState.Delivered, NextAt = null });

        var due = await Store.ListDueAsync(Noon.AddYears(-1).AddMinutes(3), 10, 10);

        Assert.Equal(["Dued2", "Dued1"], due.Select(delivery => delivery.Trigger));
        Assert.Equal("Dued2", Assert.Single(await Store.ListDueAsync(Noon, 10, 1)).Trigger);
        Assert.Equal(Noon.AddYears(-1).AddMinutes(1), await Store.NextDueAsync());
        foreach (var delivery in due) await Store.UpdateDeliveryAsync(delivery with { State = WebhookState.Delivered, NextAt = null });
    }

    [Fact]
    public async Task Due_ManyOfOneReceiver_LeaveRoomForTheOthers()
    {
        var at = Noon.AddYears(-2);
        foreach (var (key, to, minute) in new[] { ("r1", "https://slow", 1), ("r2", "https://slow", 2), ("r3", "https://slow", 3), ("r4", "https://quick", 4) })
            await Store.InsertDeliveryAsync(key, Delivery($"Room{key}", "{}") with { To = to, NextAt = at.AddMinutes(minute) });

        var due = await Store.ListDueAsync(at.AddMinutes(5), 2, 10);

        Assert.Equal(["Roomr1", "Roomr2", "Roomr4"], due.Select(delivery => delivery.Trigger));
        foreach (var delivery in await Store.ListDueAsync(at.AddMinutes(5), 10, 10)) await Store.UpdateDeliveryAsync(delivery with { State = WebhookState.Delivered, NextAt = null });
    }

    [Fact]
    public async Task Delete_TakesOldOnesThatDoNotWait()
    {
        foreach (var (key, state, age) in new[] { ("e1", WebhookState.Delivered, 9), ("e2", WebhookState.Failed, 9), ("e3", WebhookState.Delivered, 1), ("e4", WebhookState.Waiting, 9) })
        {
            await Store.InsertDeliveryAsync(key, Delivery("Delete", "{}"));
            var stored = (await Store.ListDeliveriesAsync("Delete", null, 1)).Single();
            await Store.UpdateDeliveryAsync(stored with { State = state, ChangedAt = Noon.AddYears(-5).AddDays(-age) });
        }

        Assert.Equal(1, await Store.DeleteEndedDeliveriesAsync(Noon.AddYears(-5).AddDays(-3), 1));
        Assert.Equal(1, await Store.DeleteEndedDeliveriesAsync(Noon.AddYears(-5).AddDays(-3), 10));
        Assert.Equal(0, await Store.DeleteEndedDeliveriesAsync(Noon.AddYears(-5).AddDays(-3), 10));
        Assert.Equal([WebhookState.Waiting, WebhookState.Delivered], (await Store.ListDeliveriesAsync("Delete", null, 10)).Select(delivery => delivery.State));
    }

    [Fact]
    public async Task ReadEnded_GivesTheLastToEndFirst_OverPages()
    {
        const int count = 1_203;
        var first = await fixture.Jobs.LeaseIdsAsync(count + 1);
        // Many end in the same instant: a page's border falls among them.
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => fixture.Jobs.InsertAsync(new JobRecord
        {
            Id = first + i, Script = "ended.ps1", Environment = "PowerShell", State = JobState.Completed, CreatedAt = Noon, EndedAt = Noon.AddSeconds(i / 400), Version = 1,
        })));
        await fixture.Jobs.InsertAsync(new JobRecord { Id = first + count, Script = "live.ps1", Environment = "PowerShell", CreatedAt = Noon, Version = 1 });

        var ended = new List<JobRecord>();
        await foreach (var job in fixture.Jobs.ReadEndedAsync()) ended.Add(job);

        Assert.Equal(ended.OrderByDescending(job => job.EndedAt).ThenByDescending(job => job.Id).Select(job => job.Id), ended.Select(job => job.Id));
        Assert.Equal(count, ended.Select(job => job.Id).Distinct().Count(id => id >= first && id < first + count));
        Assert.Equal(count, ended.Count(job => job.Script == "ended.ps1"));
    }

    private static WebhookDelivery Delivery(string trigger, string payload) => new()
    {
        Trigger = trigger, EventId = "job/1/1/JobFailed", Event = TriggerEvent.JobFailed, To = "https://h", Payload = payload, NextAt = Noon.AddYears(1), CreatedAt = Noon, ChangedAt = Noon,
    };
}
