using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>Publishing beside others, to a remote that says no or breaks off, and killed in the middle.</summary>
public sealed class GitPublishRemoteTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Publish_FromManyWorkingCopiesAtOnce_LosesNothing(bool program, bool http)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        var seen = _sandbox.Publish(("shared.ps1", string.Concat(Enumerable.Range(0, 40).Select(i => $"line {i}\n"))));
        var settings = _sandbox.Settings(program) with { Url = http ? server.Url : _sandbox.Url };
        var copies = new List<GitWorkingCopy>();
        foreach (var i in Enumerable.Range(0, 4)) copies.Add(await _sandbox.CloneAsync($"copy{i}", settings));

        await Task.WhenAll(copies.Select((copy, i) => Task.Run(async () =>
        {
            for (var j = 0; j < 3; j++)
            {
                var changed = string.Concat(Enumerable.Range(0, 40).Select(line => line == 10 * i ? $"changed {i}\n" : $"line {line}\n"));
                var edit = GitSandbox.Edit(seen, ($"{i}-{j}.ps1", "1"), ("shared.ps1", changed));
                GitResult<GitPublished> published;
                do published = await copy.PublishAsync(edit, null, default);
                while (published.Outcome == GitOutcome.NotFastForward);
                Assert.Equal((GitOutcome.Success, null), (published.Outcome, published.Detail));
            }
        })));

        Assert.Equal(13, _sandbox.RemoteFiles().Count());
        Assert.Equal("13", GitSandbox.Run(_sandbox.Remote, "rev-list", "--count", "--no-merges", "main"));
        var shared = _sandbox.RemoteText("shared.ps1")!.Split('\n');
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal($"changed {i}", shared[10 * i]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_SomebodyIsFasterAFewTimes_BuildsOnTheirs(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = server.Url });
        var faster = 0;
        server.OnPush = () =>
        {
            if (faster < 4) _sandbox.Publish(($"theirs{faster++}.ps1", "1"));
            return Task.CompletedTask;
        };

        var published = await copy.PublishAsync(GitSandbox.Edit(null, ("ours.ps1", "1")), null, default);

        Assert.Equal((GitOutcome.Success, _sandbox.RemoteHead, 4), (published.Outcome, published.Value?.Commit, faster));
        Assert.Equal("6", GitSandbox.Run(_sandbox.Remote, "rev-list", "--count", "main"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_SomebodyIsFasterEachTime_GivesUpAndLeavesNothing(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = server.Url });
        var faster = 0;
        server.OnPush = () => Task.FromResult(_sandbox.Publish(($"theirs{faster++}.ps1", "1")));

        var published = await copy.PublishAsync(GitSandbox.Edit(null, ("ours.ps1", "1")), null, default);

        Assert.Equal((GitOutcome.NotFastForward, 5), (published.Outcome, faster));
        Assert.Null(_sandbox.RemoteText("ours.ps1"));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Publish_ThatAHookRefuses_SaysSoAndPublishesNothing(bool program, bool http)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = http ? server.Url : _sandbox.Url });
        _sandbox.SetHook("exit 1");

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), null, default);

        Assert.Equal(GitOutcome.RemoteRefused, published.Outcome);
        Assert.Contains("pre-receive hook declined", published.Detail, StringComparison.Ordinal);
        Assert.Equal((seen, seen), (_sandbox.RemoteHead, (await copy.StatusAsync(default)).Value!.Remote));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
        _sandbox.SetHook("exit 0");
        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), null, default)).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_CanceledInThePush_LeavesNothingAndCanBeRepeated(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = server.Url });
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        server.OnPush = async () =>
        {
            await stop.CancelAsync();
            await never.Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), null, stop.Token));

        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
        Assert.Equal((seen, seen), (_sandbox.RemoteHead, (await copy.StatusAsync(default)).Value!.Remote));
        server.OnPush = null;
        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), null, default)).Outcome);
        never.SetException(new IOException("The connection broke off."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_WhoseAnswerIsLost_IsFoundByItsRepetition(bool program)
    {
        await using var server = await GitHttpServer.StartAsync(_sandbox);
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program) with { Url = server.Url });
        server.LosesAnswers = true;
        var edit = GitSandbox.Edit(seen, ("a.ps1", "2"), ("b.ps1", "1"));

        var lost = await copy.PublishAsync(edit, seen, default);
        server.LosesAnswers = false;
        var again = await copy.PublishAsync(edit, seen, default);

        Assert.Equal(GitOutcome.RemoteUnreachable, lost.Outcome);
        Assert.Equal((GitOutcome.UpToDate, _sandbox.RemoteHead), (again.Outcome, again.Value?.Commit));
        Assert.Equal("2", GitSandbox.Run(_sandbox.Remote, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task Publish_AfterAProcessOfOursDiedInIt_SweepsItsRef()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Run(copy.Folder, "update-ref", "refs/universal/outgoing/" + seen, seen);
        GitSandbox.Write(copy.Folder, $".git/refs/universal/outgoing/{seen}.lock", "");
        // What a process leaves that was killed while it held the lock.
        GitSandbox.Write(copy.Folder, ".git/universal-remote.lock", "1");

        Assert.Equal(GitOutcome.UpToDate, (await copy.PublishAsync(GitSandbox.Edit(seen, ("a.ps1", "1")), null, default)).Outcome);

        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
    }

    [Fact]
    public async Task Publish_OnlyOntoACommit_RefusesWhatOthersPushed()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var own = (await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), seen, default)).Value!.Commit!;
        _sandbox.Pull();
        var theirs = _sandbox.Publish(("c.ps1", "1"));

        var published = await copy.PublishAsync(GitSandbox.Edit(own, ("d.ps1", "1")), own, default);

        Assert.Equal(GitOutcome.NotFastForward, published.Outcome);
        Assert.Contains("commits that were not made here", published.Detail, StringComparison.Ordinal);
        Assert.Equal(theirs, _sandbox.RemoteHead);
        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(own, ("d.ps1", "1")), theirs, default)).Outcome);
    }

    [Fact]
    public async Task Publish_OnlyOntoACommitWhenTheSameEditOfSomebodyElseIsThere_RefusesIt()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("b.ps1", "1"));

        Assert.Equal(GitOutcome.NotFastForward, (await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), seen, default)).Outcome);
    }

    [Fact]
    public async Task Publish_OnlyOntoACommitOfARemoteThatIsEmpty_BeginsIt()
    {
        var copy = _sandbox.Copy();
        await copy.OpenAsync(GitSandbox.Author, default);

        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(null, ("a.ps1", "1")), new string('1', 40), default)).Outcome);
    }

    [Fact]
    public async Task Publish_BranchGone_SaysSo()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Run(_sandbox.Remote, "branch", "-m", "main", "trunk");

        Assert.Equal(GitOutcome.RemoteBranchGone, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);
        Assert.Equal("refs/heads/trunk", GitSandbox.Run(_sandbox.Remote, "for-each-ref", "--format=%(refname)"));
    }

    [Fact]
    public async Task Publish_DamagedRemote_SaysSoAndPublishesNothing()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var objects = new DirectoryInfo(Path.Combine(_sandbox.Remote, "objects")).EnumerateFiles("*", SearchOption.AllDirectories);
        _sandbox.Publish(("a.ps1", "2"));
        foreach (var file in objects.ToArray())
        {
            file.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.WriteAllText(file.FullName, "damaged");
        }

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "1")), null, default);

        Assert.Contains(published.Outcome, new[] { GitOutcome.Corrupt, GitOutcome.RemoteUnreachable });
    }
}
