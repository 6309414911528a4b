using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitLockTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("index.lock")]
    [InlineData("HEAD.lock")]
    [InlineData("refs/heads/main.lock")]
    public async Task Reset_OldLockOfAKilledGit_IsRemoved(string name)
    {
        var copy = await ChangedAsync();
        File.SetLastWriteTimeUtc(Lock(copy, name), LongAgo);

        Assert.Equal(GitOutcome.Success, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    [Fact]
    public async Task Reset_FreshLockOfAnotherGit_IsRespected()
    {
        var copy = await ChangedAsync();
        Lock(copy, "index.lock");

        Assert.Equal(GitOutcome.Success, (await copy.StatusAsync(default)).Outcome);
        Assert.Equal(GitOutcome.Locked, (await copy.ResetToRemoteAsync(default)).Outcome);
        File.Delete(Path.Combine(copy.Folder, ".git/index.lock"));
        Assert.Equal(GitOutcome.UpToDate, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    [Fact]
    public async Task Reset_FreshLockAfterAProcessOfOursDied_IsRemoved()
    {
        var copy = await ChangedAsync();
        Lock(copy, "index.lock");
        // What a process leaves that was killed while it held the lock.
        File.WriteAllText(Path.Combine(copy.Folder, ".git/universal-files.lock"), "1");

        Assert.Equal(GitOutcome.Success, (await copy.ResetToRemoteAsync(default)).Outcome);
        Assert.Equal(0, new FileInfo(Path.Combine(copy.Folder, ".git/universal-files.lock")).Length);
    }

    [Fact]
    public async Task Fetch_LocksAndPacksOfAKilledFetch_AreRemoved()
    {
        var copy = await ChangedAsync();
        foreach (var name in new[] { "refs/remotes/origin/main.lock", "objects/pack/pack_git2_abc", "objects/pack/tmp_pack_abc" })
            File.SetLastWriteTimeUtc(Lock(copy, name), LongAgo);
        _sandbox.Publish(("a.ps1", "3"));

        Assert.Equal(GitOutcome.Success, (await copy.FetchAsync(default)).Outcome);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(copy.Folder, ".git/objects/pack")), file => file.EndsWith("_abc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_WhileAnotherProcessHoldsTheFiles_WaitsAndGivesUp()
    {
        await ChangedAsync();
        var copy = _sandbox.Copy(settings: _sandbox.Settings() with { Timeout = TimeSpan.FromMilliseconds(150) });
        using (new FileStream(Path.Combine(copy.Folder, ".git/universal-files.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(GitOutcome.Locked, (await copy.StatusAsync(default)).Outcome);
            Assert.Equal(GitOutcome.Success, (await copy.ReadAsync(_sandbox.RemoteHead, "a.ps1", default)).Outcome);
        }

        Assert.Equal(GitOutcome.Success, (await copy.StatusAsync(default)).Outcome);
    }

    [Fact]
    public async Task Publish_WhileSomebodyUsesTheFolderByHand_IsNotInTheirWay()
    {
        var copy = await ChangedAsync();
        GitSandbox.Run(copy.Folder, "checkout", "--quiet", "-b", "mine");
        File.WriteAllText(Path.Combine(copy.Folder, ".git/MERGE_HEAD"), _sandbox.RemoteHead);
        Lock(copy, "index.lock");
        using var held = new FileStream(Path.Combine(copy.Folder, ".git/universal-files.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);

        Assert.Equal("2", File.ReadAllText(Path.Combine(copy.Folder, "a.ps1")));
        Assert.Equal("mine", GitSandbox.Run(copy.Folder, "branch", "--show-current"));
    }

    [Fact]
    public async Task Publish_WhileAnotherProcessTalksToTheRemote_WaitsAndGivesUp()
    {
        await ChangedAsync();
        var copy = _sandbox.Copy(settings: _sandbox.Settings() with { Timeout = TimeSpan.FromMilliseconds(150) });
        using (new FileStream(Path.Combine(copy.Folder, ".git/universal-remote.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(GitOutcome.Locked, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);

        Assert.Null(_sandbox.RemoteText("b.ps1"));
    }

    [Fact]
    public async Task Reset_CanceledWhileItWaits_IsCanceled()
    {
        var copy = await ChangedAsync();
        using var held = new FileStream(Path.Combine(copy.Folder, ".git/universal-files.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.ResetToRemoteAsync(stop.Token));
    }

    [Fact]
    public async Task Operations_OnDamagedData_SayThatItIsDamaged()
    {
        var copy = await ChangedAsync();
        foreach (var pack in Directory.GetFiles(Path.Combine(copy.Folder, ".git/objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(pack, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(pack, "damaged");
        }

        Assert.Equal(GitOutcome.Corrupt, (await copy.ResetToRemoteAsync(default)).Outcome);
        Assert.Equal(GitOutcome.Corrupt, (await copy.LocalChangesAsync(1000, default)).Outcome);
        var published = await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default);
        Assert.Equal(GitOutcome.Corrupt, published.Outcome);
        Assert.Equal(GitOutcome.Corrupt, (await copy.FetchAsync(default)).Outcome);
    }

    private async Task<GitWorkingCopy> ChangedAsync()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(copy.Folder, "a.ps1", "2");
        return copy;
    }

    private static string Lock(GitWorkingCopy copy, string name)
    {
        GitSandbox.Write(copy.Folder, ".git/" + name, "");
        return Path.Combine(copy.Folder, ".git", name);
    }
}
