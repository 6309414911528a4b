using System.Text;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitMergeTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Merge_NothingCommittedHere_IsAFastForward()
    {
        var first = _sandbox.Publish(("a.ps1", "1"), ("gone.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var last = _sandbox.Publish(("a.ps1", "2"), ("gone.ps1", null));
        await copy.FetchAsync(default);

        var merged = (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Value!;

        Assert.Equal((first, last, true), (merged.From, merged.To, merged.FastForward));
        Assert.Equal(["a.ps1 Modified", "gone.ps1 Deleted"], merged.Changes.Select(change => $"{change.Path} {change.Kind}"));
        Assert.Equal("2", Text(copy, "a.ps1"));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "gone.ps1")));
        Assert.Equal(GitOutcome.UpToDate, (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Outcome);
    }

    [Fact]
    public async Task Merge_DifferentFiles_MakesACommitOfBoth()
    {
        _sandbox.Publish(("a.ps1", "1"), ("lines.ps1", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var copy = await _sandbox.CloneAsync();
        var theirs = _sandbox.Publish(("b.ps1", "theirs"), ("lines.ps1", "one\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var ours = await CommitAsync(copy, ("c.ps1", "ours"), ("lines.ps1", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n"));
        await copy.FetchAsync(default);

        var merged = (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Value!;

        Assert.False(merged.FastForward);
        Assert.Equal(["b.ps1", "lines.ps1"], merged.Changes.Select(change => change.Path));
        Assert.Equal($"{ours} {theirs}", GitSandbox.Run(copy.Folder, "log", "-1", "--format=%P"));
        Assert.Equal("one\n2\n3\n4\n5\n6\n7\n8\nnine\n", Text(copy, "lines.ps1"));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "status", "--porcelain"));
    }

    [Theory]
    [InlineData("ours", "ours")]
    [InlineData("theirs", "theirs")]
    [InlineData("content", "both")]
    public async Task Merge_BothChangedAFile_IsAConflictUntilItIsResolved(string choice, string result)
    {
        var copy = await ConflictAsync();
        var before = (await copy.StatusAsync(default)).Value!;

        var conflict = await copy.MergeRemoteAsync(GitSandbox.Author, default);

        Assert.Equal(GitOutcome.Conflict, conflict.Outcome);
        var file = Assert.Single(conflict.Value!.Conflicts);
        Assert.Equal(("ä b.ps1", "base", "ours", "theirs"), (file.Path, Text(file.Base), Text(file.Ours), Text(file.Theirs)));
        Assert.Equal("ours", Text(copy, "ä b.ps1"));
        Assert.Equal("1", Text(copy, "other.ps1"));
        Assert.Equal("ä b.ps1", Assert.Single(before.Conflicts).Path);
        Assert.Empty(before.Changes);

        GitResolution how = choice switch
        {
            "ours" => new GitResolution.Ours(),
            "theirs" => new GitResolution.Theirs(),
            _ => new GitResolution.Content(Encoding.UTF8.GetBytes("both")),
        };
        Assert.Empty((await copy.ResolveAsync("ä b.ps1", how, default)).Value!.Remaining);
        Assert.Equal(GitOutcome.Success, (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Outcome);

        Assert.Equal(result, Text(copy, "ä b.ps1"));
        Assert.Equal("2", Text(copy, "other.ps1"));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "status", "--porcelain"));
        Assert.Equal(GitOutcome.Success, (await copy.PushAsync(default)).Outcome);
        Assert.False(File.Exists(Path.Combine(copy.Folder, ".git/universal-resolutions.json")));
    }

    [Theory]
    [InlineData(true, true, "ours")]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    [InlineData(false, false, "theirs")]
    public async Task Merge_OneChangedWhatTheOtherDeleted_IsResolvedEitherWay(bool theyDelete, bool takeOurs, string? result)
    {
        _sandbox.Publish(("a.ps1", "base"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("a.ps1", theyDelete ? null : "theirs"));
        await CommitAsync(copy, ("a.ps1", theyDelete ? "ours" : null));
        await copy.FetchAsync(default);

        var conflict = Assert.Single((await copy.MergeRemoteAsync(GitSandbox.Author, default)).Value!.Conflicts);
        Assert.Equal(("base", theyDelete ? "ours" : null, theyDelete ? null : "theirs"), (Text(conflict.Base), Text(conflict.Ours), Text(conflict.Theirs)));
        await copy.ResolveAsync("a.ps1", takeOurs ? new GitResolution.Ours() : new GitResolution.Theirs(), default);
        var merged = await copy.MergeRemoteAsync(GitSandbox.Author, default);

        Assert.True(merged.Succeeded, merged.Detail);
        Assert.Equal(result, File.Exists(Path.Combine(copy.Folder, "a.ps1")) ? Text(copy, "a.ps1") : null);
        Assert.Equal("", GitSandbox.Run(copy.Folder, "status", "--porcelain"));
    }

    [Fact]
    public async Task Resolve_IsKeptOverARestartAndWhileTheRemoteMovesOn()
    {
        var copy = await ConflictAsync();
        await copy.ResolveAsync("ä b.ps1", new GitResolution.Theirs(), default);
        _sandbox.Publish(("later.ps1", "1"));

        var again = _sandbox.Copy();
        await again.FetchAsync(default);

        Assert.Empty((await again.StatusAsync(default)).Value!.Conflicts);
        Assert.True((await again.MergeRemoteAsync(GitSandbox.Author, default)).Succeeded);
        Assert.Equal("theirs", Text(copy, "ä b.ps1"));
        Assert.True(File.Exists(Path.Combine(copy.Folder, "later.ps1")));
    }

    [Fact]
    public async Task Resolve_OfAFileThatChangesAgain_IsAskedAgain()
    {
        var copy = await ConflictAsync();
        await copy.ResolveAsync("ä b.ps1", new GitResolution.Theirs(), default);
        _sandbox.Publish(("ä b.ps1", "theirs again"));
        await copy.FetchAsync(default);

        Assert.Equal("theirs again", Text(Assert.Single((await copy.MergeRemoteAsync(GitSandbox.Author, default)).Value!.Conflicts).Theirs));
    }

    [Fact]
    public async Task Resolve_OfNoConflict_FindsNone()
    {
        var copy = await ConflictAsync();

        Assert.Equal(GitOutcome.NotFound, (await copy.ResolveAsync("other.ps1", new GitResolution.Ours(), default)).Outcome);
    }

    [Theory]
    [InlineData("a.ps1")]
    [InlineData("unrelated.ps1")]
    [InlineData("new.ps1")]
    [InlineData("ignored.log")]
    [InlineData("folder")]
    [InlineData("file/inside")]
    public async Task Merge_WouldOverwriteWhatIsNotCommitted_ChangesNothing(string path)
    {
        var first = _sandbox.Publish(("a.ps1", "1"), ("unrelated.ps1", "1"), (".gitignore", "*.log"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("a.ps1", "2"), ("new.ps1", "2"), ("ignored.log", "2"), ("folder/x.ps1", "2"), ("file", "2"));
        await copy.FetchAsync(default);
        GitSandbox.Write(copy.Folder, path, "mine");

        var merged = await copy.MergeRemoteAsync(GitSandbox.Author, default);

        Assert.Equal((GitOutcome.UncommittedChanges, first), (merged.Outcome, merged.Value!.To));
        Assert.Equal([path], merged.Value.InTheWay);
        Assert.Equal("mine", Text(copy, path));
        Assert.Equal(first, (await copy.StatusAsync(default)).Value!.Head);
    }

    [Fact]
    public async Task Merge_UntrackedFileThatIsTheSame_IsNotInTheWay()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("new.ps1", "2"));
        await copy.FetchAsync(default);
        GitSandbox.Write(copy.Folder, "new.ps1", "2");
        GitSandbox.Write(copy.Folder, "mine.ps1", "mine");

        Assert.Equal(GitOutcome.Success, (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Outcome);
        Assert.Equal(["mine.ps1"], (await copy.StatusAsync(default)).Value!.Changes.Select(change => change.Path));
    }

    [Fact]
    public async Task Merge_HistoryThatHasNothingInCommon_IsRefused()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Run(_sandbox.Other, "checkout", "--quiet", "--orphan", "fresh");
        GitSandbox.Write(_sandbox.Other, "fresh.ps1", "");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        _sandbox.PublishIndex(force: true);

        var fetched = (await copy.FetchAsync(default)).Value!;

        Assert.Equal((true, false), (fetched.Forced, fetched.Related));
        Assert.Equal(GitOutcome.Refused, (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Outcome);
        Assert.Equal(GitOutcome.Success, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    [Fact]
    public async Task Merge_BeforeAnythingWasFetched_FindsNothing()
    {
        var copy = _sandbox.Copy();
        await copy.OpenAsync(GitSandbox.Author, default);

        Assert.Equal(GitOutcome.NotFound, (await copy.MergeRemoteAsync(GitSandbox.Author, default)).Outcome);
    }

    private async Task<GitWorkingCopy> ConflictAsync()
    {
        _sandbox.Publish(("ä b.ps1", "base"), ("other.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("ä b.ps1", "theirs"), ("other.ps1", "2"));
        await CommitAsync(copy, ("ä b.ps1", "ours"));
        await copy.FetchAsync(default);
        return copy;
    }

    private static async Task<string> CommitAsync(GitWorkingCopy copy, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files) GitSandbox.Write(copy.Folder, path, text);
        return (await copy.CommitAsync("ours", GitSandbox.Author, null, default)).Value!.Commit;
    }

    private static string Text(GitWorkingCopy copy, string path) => File.ReadAllText(Path.Combine(copy.Folder, path));

    private static string? Text(GitConflictSide? side) => side is null ? null : Encoding.UTF8.GetString(side.Content!.Value.Span);
}
