using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitFirstContactTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_MissingFolder_ClonesTheRemote(bool program)
    {
        var commit = _sandbox.Publish(("a.ps1", "1"), ("with space/ünï.ps1", "2"));
        var copy = _sandbox.Copy("new/folder", _sandbox.Settings(program));

        var opened = await OpenAsync(copy);

        Assert.Equal(new GitOpened(GitFirstContact.Cloned, commit), opened.Value);
        Assert.Equal("2", File.ReadAllText(Path.Combine(copy.Folder, "with space/ünï.ps1")));
        var status = (await copy.StatusAsync(default)).Value!;
        Assert.Empty(status.Changes);
        Assert.Equal((commit, commit, 0, 0), (status.Head, status.Remote, status.Ahead, status.Behind));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "status", "--porcelain"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_FilesAndEmptyRemote_CommitsAndPushesThem(bool program)
    {
        GitSandbox.Write(_sandbox.Folder("copy"), "sub/a.ps1", "1");
        GitSandbox.Write(_sandbox.Folder("copy"), ".gitignore", "*.log");
        GitSandbox.Write(_sandbox.Folder("copy"), "x.log", "1");

        var opened = await OpenAsync(_sandbox.Copy(settings: _sandbox.Settings(program)));

        Assert.Equal(GitFirstContact.Pushed, opened.Value?.How);
        Assert.Equal(_sandbox.RemoteHead, opened.Value!.Commit);
        Assert.Equal(".gitignore\nsub/a.ps1", GitSandbox.Run(_sandbox.Remote, "ls-tree", "-r", "--name-only", "main"));
        Assert.Equal("Ann Example <ann@example.org>", GitSandbox.Run(_sandbox.Remote, "log", "-1", "--format=%an <%ae>", "main"));
    }

    [Fact]
    public async Task Open_BothHoldFiles_AreUnrelatedEachTimeAndTheFolderIsLeft()
    {
        _sandbox.Publish(("a.ps1", "remote"));
        GitSandbox.Write(_sandbox.Folder("copy"), "a.ps1", "local");

        foreach (var _ in new[] { 1, 2 })
        {
            var opened = await OpenAsync(_sandbox.Copy());
            Assert.Equal(GitOutcome.Unrelated, opened.Outcome);
            Assert.Contains("empty the folder", opened.Detail, StringComparison.Ordinal);
        }

        Assert.Equal("local", File.ReadAllText(Path.Combine(_sandbox.Folder("copy"), "a.ps1")));
        Assert.False(File.Exists(Path.Combine(_sandbox.Folder("copy"), ".git/HEAD")));
        Assert.Equal(GitOutcome.NotFound, (await _sandbox.Copy().StatusAsync(default)).Outcome);
    }

    [Fact]
    public async Task Open_WorkingCopyOfTheRemote_IsTakenUpWhileTheRemoteIsAway()
    {
        var commit = _sandbox.Publish(("a.ps1", "1"));
        await _sandbox.CloneAsync();
        Directory.Move(_sandbox.Remote, _sandbox.Remote + ".away");

        var opened = await OpenAsync(_sandbox.Copy());

        Assert.Equal(new GitOpened(GitFirstContact.TakenUp, commit), opened.Value);
    }

    [Fact]
    public async Task Open_CloneMadeByHand_IsTakenUpAndItsUrlIsSet()
    {
        var commit = _sandbox.Publish(("a.ps1", "1"));
        GitSandbox.Run(_sandbox.Root, "clone", "--quiet", _sandbox.Url + "/", "copy");

        Assert.Equal(new GitOpened(GitFirstContact.TakenUp, commit), (await OpenAsync(_sandbox.Copy())).Value);
        Assert.Equal(_sandbox.Url, GitSandbox.Run(_sandbox.Folder("copy"), "remote", "get-url", "origin"));
    }

    [Fact]
    public async Task Open_WorkingCopyOfAnotherRemote_IsUnrelated()
    {
        _sandbox.Publish(("a.ps1", "1"));
        await _sandbox.CloneAsync();

        var opened = await OpenAsync(_sandbox.Copy(settings: _sandbox.Settings() with { Url = "file:///elsewhere.git" }));

        Assert.Equal(GitOutcome.Unrelated, opened.Outcome);
        Assert.Contains("another remote", opened.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_HistoryWithoutRemoteAndEmptyRemote_IsPushed()
    {
        var commit = Local();

        Assert.Equal(new GitOpened(GitFirstContact.Pushed, commit), (await OpenAsync(_sandbox.Copy())).Value);
        Assert.Equal(commit, _sandbox.RemoteHead);
    }

    [Fact]
    public async Task Open_HistoryThatHasNothingInCommonWithTheRemotes_IsUnrelatedEachTime()
    {
        _sandbox.Publish(("a.ps1", "remote"));
        Local();

        Assert.Equal(GitOutcome.Unrelated, (await OpenAsync(_sandbox.Copy())).Outcome);
        Assert.Equal(GitOutcome.Unrelated, (await OpenAsync(_sandbox.Copy())).Outcome);
        Assert.Equal("", GitSandbox.Run(_sandbox.Folder("copy"), "remote"));
        Assert.Equal("local", File.ReadAllText(Path.Combine(_sandbox.Folder("copy"), "b.ps1")));
    }

    [Theory]
    [InlineData(GitSyncBehavior.OneWay, GitOutcome.RemoteEmpty)]
    [InlineData(GitSyncBehavior.TwoWay, GitOutcome.Success)]
    [InlineData(GitSyncBehavior.PushOnly, GitOutcome.Success)]
    public async Task Open_FilesAndEmptyRemote_ArePushedUnlessTheRemoteDecides(GitSyncBehavior behavior, GitOutcome outcome)
    {
        GitSandbox.Write(_sandbox.Folder("copy"), "a.ps1", "1");

        Assert.Equal(outcome, (await OpenAsync(_sandbox.Copy(settings: _sandbox.Settings() with { Behavior = behavior }))).Outcome);
        Assert.Equal(outcome == GitOutcome.Success, GitSandbox.Run(_sandbox.Remote, "for-each-ref").Length > 0);
    }

    [Fact]
    public async Task Open_BothEmpty_SaysSoAndClonesWhenSomethingIsThere()
    {
        Assert.Equal(GitOutcome.RemoteEmpty, (await OpenAsync(_sandbox.Copy())).Outcome);
        _sandbox.Publish(("a.ps1", "1"));
        Assert.Equal(GitFirstContact.Cloned, (await OpenAsync(_sandbox.Copy())).Value?.How);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_BranchThatTheRemoteLacks_NamesTheOthers(bool program)
    {
        _sandbox.Publish(("a.ps1", "1"));

        var opened = await OpenAsync(_sandbox.Copy(settings: _sandbox.Settings(program) with { Branch = "production" }));

        Assert.Equal(GitOutcome.RemoteBranchGone, opened.Outcome);
        Assert.EndsWith("It has: main.", opened.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OnAnotherBranch_SwitchesUnlessThereAreChanges()
    {
        _sandbox.Publish(("a.ps1", "main"), ("old.ps1", ""));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(_sandbox.Other, "a.ps1", "next");
        GitSandbox.Write(_sandbox.Other, "old.ps1", null);
        GitSandbox.Run(_sandbox.Other, "commit", "--quiet", "--all", "-m", "next");
        GitSandbox.Run(_sandbox.Other, "push", "--quiet", "origin", "HEAD:next");
        var next = _sandbox.Settings() with { Branch = "next" };
        GitSandbox.Write(copy.Folder, "a.ps1", "edited");

        Assert.Equal(GitOutcome.UncommittedChanges, (await OpenAsync(_sandbox.Copy(settings: next))).Outcome);
        Assert.Equal("edited", File.ReadAllText(Path.Combine(copy.Folder, "a.ps1")));
        GitSandbox.Write(copy.Folder, "a.ps1", "main");

        Assert.True((await OpenAsync(_sandbox.Copy(settings: next))).Succeeded);
        Assert.Equal("next", File.ReadAllText(Path.Combine(copy.Folder, "a.ps1")));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "old.ps1")));
        Assert.Equal("next", GitSandbox.Run(copy.Folder, "branch", "--show-current"));
    }

    [Fact]
    public async Task Open_AfterACrashInTheMiddleOfACheckout_CompletesIt()
    {
        var commit = _sandbox.Publish(("a.ps1", "1"), ("b.ps1", "2"));
        var copy = await _sandbox.CloneAsync();
        File.Delete(Path.Combine(copy.Folder, "b.ps1"));
        File.WriteAllText(Path.Combine(copy.Folder, ".git/universal-checkout"), commit);

        await OpenAsync(_sandbox.Copy());

        Assert.Equal("2", File.ReadAllText(Path.Combine(copy.Folder, "b.ps1")));
        Assert.Empty((await copy.StatusAsync(default)).Value!.Changes);
        Assert.False(File.Exists(Path.Combine(copy.Folder, ".git/universal-checkout")));
    }

    [Fact]
    public async Task Open_PartOfAnotherRepository_IsRefused()
    {
        GitSandbox.Write(_sandbox.Folder("copy"), ".git", "gitdir: ../elsewhere");

        Assert.Equal(GitOutcome.Refused, (await OpenAsync(_sandbox.Copy())).Outcome);
    }

    [Fact]
    public async Task Open_WhileSomebodyMergesByHand_IsRefused()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        File.WriteAllText(Path.Combine(copy.Folder, ".git/MERGE_HEAD"), _sandbox.RemoteHead);

        Assert.Equal(GitOutcome.Refused, (await OpenAsync(copy)).Outcome);
    }

    private string Local()
    {
        var folder = _sandbox.Folder("copy");
        GitSandbox.Run(_sandbox.Root, "init", "--quiet", "-b", "main", folder);
        GitSandbox.Write(folder, "b.ps1", "local");
        GitSandbox.Run(folder, "add", "--all");
        GitSandbox.Run(folder, "commit", "--quiet", "-m", "local");
        return GitSandbox.Run(folder, "rev-parse", "HEAD");
    }

    private static Task<GitResult<GitOpened>> OpenAsync(GitWorkingCopy copy) => copy.OpenAsync(GitSandbox.Author, TestContext.Current.CancellationToken);
}
