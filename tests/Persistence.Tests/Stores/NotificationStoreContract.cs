using Universal.Notifications;
using Universal.Persistence.Notifications;
using Universal.Persistence.Security;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteNotificationStoreTests(SqliteFixture fixture) : NotificationStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlNotificationStoreTests(PostgreSqlFixture fixture) : NotificationStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="INotificationStore"/> promises, on every engine.</summary>
public abstract class NotificationStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static long _accounts = 1_000;
    private readonly long _account = Interlocked.Increment(ref _accounts);

    private INotificationStore Store => fixture.Notifications;

    private Task<Notification> InsertAsync(string title, NotificationLevel level = NotificationLevel.Information, string? key = null, DateTimeOffset? at = null, TimeSpan? keep = null) =>
        Store.InsertAsync(new Notification
        {
            Level = level, Title = title, Message = "more ü", Source = "test", CreatedAt = at ?? Now, ExpiresAt = (at ?? Now) + (keep ?? TimeSpan.FromDays(1)),
        }, key);

    private Task<IReadOnlyList<Notification>> ListAsync(long? before = null, int take = 500, NotificationLevel? level = null, bool unread = false, DateTimeOffset? now = null) =>
        Store.ListAsync(new NotificationQuery(_account, before, take, level, unread), now ?? Now);

    [Fact]
    public async Task List_IsPagedNewestFirst_WithAllFields()
    {
        var first = await InsertAsync("one", NotificationLevel.Error);
        var second = await InsertAsync("two");
        var third = await InsertAsync("three");

        var page = await ListAsync(before: third.Id + 1, take: 2);
        var next = await ListAsync(before: page[^1].Id, take: 1);

        Assert.Equal([third.Id, second.Id], page.Select(item => item.Id));
        Assert.Equal(first, next[0]);
        Assert.Equal(("more ü", "test", 1, Now, Now.AddDays(1), false), (first.Message, first.Source, first.Count, first.RepeatedAt, first.ExpiresAt, first.Read));
        Assert.Contains(await ListAsync(level: NotificationLevel.Error), item => item.Id == first.Id);
        Assert.DoesNotContain(await ListAsync(level: NotificationLevel.Error), item => item.Id == second.Id);
    }

    [Fact]
    public async Task ReadState_IsEachIdentitysOwn()
    {
        await Store.MarkAllReadAsync(_account, null);
        var one = await InsertAsync("one");
        var two = await InsertAsync("two");
        var three = await InsertAsync("three");
        Assert.Equal(3, await Store.CountUnreadAsync(_account, Now));

        Assert.True(await Store.MarkReadAsync(_account, two.Id));
        Assert.True(await Store.MarkReadAsync(_account, two.Id));
        Assert.False(await Store.MarkReadAsync(_account, long.MaxValue - 1));

        Assert.Equal(2, await Store.CountUnreadAsync(_account, Now));
        Assert.Equal([three.Id, one.Id], (await ListAsync(unread: true)).Select(item => item.Id));
        Assert.Equal([false, true, false], (await ListAsync(take: 3, before: three.Id + 1)).Select(item => item.Read));
        Assert.False(Assert.Single(await Store.ListAsync(new NotificationQuery(_account + 100_000, two.Id + 1, 1, null, true), Now)).Read);
    }

    [Fact]
    public async Task MarkAllRead_ThroughANumber_LeavesTheNewerOnes_AndNeverGoesBack()
    {
        await Store.MarkAllReadAsync(_account, null);
        var one = await InsertAsync("one");
        var two = await InsertAsync("two");
        await Store.MarkReadAsync(_account, one.Id);

        await Store.MarkAllReadAsync(_account, one.Id);
        Assert.Equal(1, await Store.CountUnreadAsync(_account, Now));
        await Store.MarkAllReadAsync(_account, long.MaxValue);
        await Store.MarkAllReadAsync(_account, one.Id);

        Assert.Equal(0, await Store.CountUnreadAsync(_account, Now));
        Assert.True((await ListAsync(take: 1, before: two.Id + 1))[0].Read);
        await InsertAsync("three");
        Assert.Equal(1, await Store.CountUnreadAsync(_account, Now));
    }

    [Fact]
    public async Task Repeat_WithinTheTime_IsCounted()
    {
        var key = $"key-{_account}";
        Assert.Null(await Store.RepeatAsync(key, Now.AddMinutes(-10), Now));
        var first = await InsertAsync("one", key: key);

        var again = await Store.RepeatAsync(key, Now.AddMinutes(-1), Now.AddMinutes(9));
        Assert.Null(await Store.RepeatAsync(key, Now, Now.AddMinutes(11)));

        Assert.Equal((first.Id, 2, Now, Now.AddMinutes(9)), (again!.Id, again.Count, again.CreatedAt, again.RepeatedAt));
    }

    [Fact]
    public async Task Repeat_OfOneThatHasExpired_IsNotCountedWhereNobodySeesIt()
    {
        var key = $"short-{_account}";
        var first = await InsertAsync("one", key: key, keep: TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await Store.RepeatAsync(key, Now.AddMinutes(-10), Now.AddSeconds(59)))!.Count);
        Assert.Null(await Store.RepeatAsync(key, Now.AddMinutes(-9), Now.AddMinutes(1)));

        var second = await InsertAsync("two", key: key, at: Now.AddMinutes(1));
        var again = await Store.RepeatAsync(key, Now.AddMinutes(-8), Now.AddMinutes(2));
        Assert.Equal((second.Id, 2), (again!.Id, again.Count));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Delete_TakesItFromTheCount()
    {
        await Store.MarkAllReadAsync(_account, null);
        var one = await InsertAsync("one");
        var two = await InsertAsync("two");
        await Store.MarkReadAsync(_account, one.Id);

        Assert.True(await Store.DeleteAsync(one.Id));
        Assert.True(await Store.DeleteAsync(two.Id));
        Assert.False(await Store.DeleteAsync(two.Id));

        Assert.Equal(0, await Store.CountUnreadAsync(_account, Now));
        Assert.Equal(0, await fixture.RunAsync($"SELECT count(*) FROM notification_read WHERE account_id = {_account}"));
    }

    [Fact]
    public async Task Expired_AreNotListed_AndDeleted_WithWhatWasReadOfThem()
    {
        var old = Now.AddYears(-10);
        await Store.MarkAllReadAsync(_account, null);
        var one = await InsertAsync("one", at: old, keep: TimeSpan.FromDays(1));
        var two = await InsertAsync("two", at: old, keep: TimeSpan.FromDays(3));
        await Store.MarkReadAsync(_account, one.Id);
        Assert.Equal([two.Id], (await ListAsync(before: two.Id + 1, take: 1, now: old.AddDays(2))).Select(item => item.Id));
        Assert.Equal(1, await Store.CountUnreadAsync(_account, old.AddDays(2)));

        Assert.Equal(1, await Store.DeleteExpiredAsync(old.AddDays(2), 100));
        Assert.Equal(1, await Store.DeleteExpiredAsync(old.AddDays(4), 100));
        await Store.ForgetAsync();

        Assert.False(await Store.MarkReadAsync(_account, one.Id));
        Assert.Equal(0, await fixture.RunAsync($"SELECT count(*) FROM notification_read WHERE account_id = {_account}"));
        Assert.Equal(0, await fixture.RunAsync($"SELECT count(*) FROM notification_mark WHERE account_id = {_account}"));
    }

    [Fact]
    public async Task Forget_KeepsWhatIdentitiesThatExistHaveRead()
    {
        var identity = (await fixture.Security.InsertIdentityAsync(new IdentityRow { Name = $"reader-{_account}", SecurityStamp = "s", CreatedAt = Now }))!;
        await Store.MarkAllReadAsync(identity.Id, null);
        var one = await InsertAsync("one");
        await Store.MarkReadAsync(identity.Id, one.Id);

        await Store.ForgetAsync();

        Assert.Equal(1, await fixture.RunAsync($"SELECT count(*) FROM notification_read WHERE account_id = {identity.Id}"));
        Assert.Equal(1, await fixture.RunAsync($"SELECT count(*) FROM notification_mark WHERE account_id = {identity.Id}"));
    }
}
