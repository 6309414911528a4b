using Universal.Git;
using Universal.Grains.Git;

namespace Universal.Grains.Tests.Git;

/// <summary>Push-only goes by the commit that was published last.</summary>
public sealed class GitPushBoundTests
{
    private readonly FakeSettings _store = new();

    private GitPushBound Bound => new(_store);

    private static GitConfigured With(GitSyncBehavior behavior, string remote = "https://git.example.org/a.git", string branch = "main") =>
        new(new GitSettings { Remote = remote, Branch = branch, Behavior = behavior }, null, null);

    [Theory]
    [InlineData(GitSyncBehavior.OneWay)]
    [InlineData(GitSyncBehavior.TwoWay)]
    public async Task OtherBehaviors_AreNotBound(GitSyncBehavior behavior)
    {
        await Bound.PublishedAsync(With(behavior), "c1");
        Assert.Null(await Bound.RefuseAsync(With(behavior), "c2"));
        Assert.Null(await Bound.OntoAsync(With(behavior)));
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task First_CommitSeen_IsTaken_LaterOnesOfOthersAreNot()
    {
        var configured = With(GitSyncBehavior.PushOnly);
        Assert.Null(await Bound.OntoAsync(configured));

        Assert.Null(await Bound.RefuseAsync(configured, "c1"));
        Assert.Equal("c1", await Bound.OntoAsync(configured));
        Assert.Null(await Bound.RefuseAsync(configured, "c1"));
        Assert.Contains("push-only does not take", await Bound.RefuseAsync(configured, "c2"));

        // Our own is.
        await Bound.PublishedAsync(configured, "c2");
        Assert.Null(await Bound.RefuseAsync(configured, "c2"));
        await Bound.PublishedAsync(configured, null);
        Assert.Equal("c2", await Bound.OntoAsync(configured));
    }

    [Theory]
    [InlineData("https://git.example.org/b.git", "main")]
    [InlineData("https://git.example.org/a.git", "other")]
    public async Task AnotherRemoteOrBranch_BeginsAnew(string remote, string branch)
    {
        await Bound.PublishedAsync(With(GitSyncBehavior.PushOnly), "c1");

        Assert.Null(await Bound.OntoAsync(With(GitSyncBehavior.PushOnly, remote, branch)));
        Assert.Null(await Bound.RefuseAsync(With(GitSyncBehavior.PushOnly, remote, branch), "c9"));
        Assert.Equal("c9", await Bound.OntoAsync(With(GitSyncBehavior.PushOnly, remote, branch)));
    }

    [Fact]
    public async Task BackToPushOnly_AfterTheCommitsOfOthersWereTaken_BeginsAnew()
    {
        var bound = Bound;
        for (var round = 1; round <= 2; round++)
        {
            await bound.RefuseAsync(With(GitSyncBehavior.PushOnly), $"c{round}");
            Assert.NotNull(await bound.RefuseAsync(With(GitSyncBehavior.PushOnly), "of others"));
            Assert.Null(await bound.RefuseAsync(With(GitSyncBehavior.TwoWay), "of others"));
            Assert.Null(await bound.OntoAsync(With(GitSyncBehavior.PushOnly)));
            Assert.Null(await bound.RefuseAsync(With(GitSyncBehavior.PushOnly), $"c{round + 1}"));
            Assert.Equal($"c{round + 1}", await bound.OntoAsync(With(GitSyncBehavior.PushOnly)));
        }
    }
}
