using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitRemoteTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_AfterSomebodyPushed_SaysHowFarBehind(bool program)
    {
        var first = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program));
        Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome);
        _sandbox.Publish(("a.ps1", "2"));
        var last = _sandbox.Publish(("a.ps1", "3"));

        var fetched = await copy.FetchAsync(default);

        Assert.Equal(new GitResult<GitFetched>(GitOutcome.Success, new GitFetched(first, last, first, 0, 2, false, true), null), fetched);
        Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome);
        Assert.Equal("1", File.ReadAllText(Path.Combine(copy.Folder, "a.ps1")));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_AfterAForcedPush_SaysSo(bool program)
    {
        _sandbox.Publish(("a.ps1", "1"));
        var old = _sandbox.Publish(("a.ps1", "2"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program));
        GitSandbox.Run(_sandbox.Other, "reset", "--quiet", "--hard", "HEAD~1");
        GitSandbox.Write(_sandbox.Other, "a.ps1", "3");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        var forced = _sandbox.PublishIndex(force: true);

        var fetched = (await copy.FetchAsync(default)).Value!;

        Assert.Equal(new GitFetched(old, forced, old, 1, 1, true, true), fetched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_BranchGone_SaysSoUntilItIsBack(bool program)
    {
        var commit = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program));
        GitSandbox.Run(_sandbox.Remote, "branch", "-m", "main", "trunk");

        var gone = await copy.FetchAsync(default);
        GitSandbox.Run(_sandbox.Remote, "update-ref", "-d", "refs/heads/trunk");
        var empty = await copy.FetchAsync(default);

        Assert.Equal((GitOutcome.RemoteBranchGone, GitOutcome.RemoteEmpty), (gone.Outcome, empty.Outcome));
        Assert.Contains("trunk", gone.Detail, StringComparison.Ordinal);
        Assert.Equal(commit, (await copy.StatusAsync(default)).Value!.Remote);
        GitSandbox.Run(_sandbox.Remote, "branch", "main", commit);
        Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_RemoteAway_IsUnreachableUntilItIsBack(bool program)
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program));
        Directory.Move(_sandbox.Remote, _sandbox.Remote + ".away");

        Assert.Equal(GitOutcome.RemoteUnreachable, (await copy.FetchAsync(default)).Outcome);
        Assert.Equal(GitOutcome.RemoteUnreachable, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);
        Directory.Move(_sandbox.Remote + ".away", _sandbox.Remote);
        Assert.Equal(GitOutcome.UpToDate, (await copy.FetchAsync(default)).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_PortWhereNobodyListens_IsUnreachable(bool program)
    {
        var copy = _sandbox.Copy(settings: _sandbox.Settings(program) with { Url = "http://127.0.0.1:1/remote.git" });

        Assert.Equal(GitOutcome.RemoteUnreachable, (await copy.OpenAsync(GitSandbox.Author, default)).Outcome);
    }

    [Fact]
    public async Task Fetch_BeforeOpen_FindsNoWorkingCopy()
    {
        Assert.Equal(GitOutcome.NotFound, (await _sandbox.Copy().FetchAsync(default)).Outcome);
        Assert.False(Directory.Exists(_sandbox.Folder("copy")));
    }
}
