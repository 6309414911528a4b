using System.Text;
using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>What becomes of the files of an edit, by what its author saw and what the remote has now.</summary>
public sealed class GitPublishTests : IDisposable
{
    private const string Lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_AnEdit_IsOneCommitOnTheTipAndTouchesNothingHere(bool program)
    {
        var seen = _sandbox.Publish(("a.ps1", "1"), ("gone.ps1", "1"), ("same.ps1", "1"));
        var copy = await _sandbox.CloneAsync(settings: _sandbox.Settings(program));
        var tip = _sandbox.Publish(("later.ps1", "1"));
        GitSandbox.Write(copy.Folder, "a.ps1", "by hand");

        var published = await copy.PublishAsync(
            GitSandbox.Edit(seen, ("a.ps1", "2"), ("gone.ps1", null), ("same.ps1", "1"), (".universal/new file ä.ps1", "3")), null, default);

        Assert.Equal((GitOutcome.Success, _sandbox.RemoteHead, null), (published.Outcome, published.Value!.Commit, published.Detail));
        Assert.Equal(
            [".universal/new file ä.ps1 Added", "a.ps1 Modified", "gone.ps1 Deleted"],
            published.Value.Changes.Select(change => $"{change.Path} {change.Kind}"));
        Assert.Empty(published.Value.Conflicts);
        Assert.Equal($"{tip} Edit", GitSandbox.Run(_sandbox.Remote, "log", "-1", "--format=%P %s", "main"));
        Assert.Equal(("2", "3", "1"), (_sandbox.RemoteText("a.ps1"), _sandbox.RemoteText(".universal/new file ä.ps1"), _sandbox.RemoteText("later.ps1")));
        Assert.Equal([".universal/new file ä.ps1", "a.ps1", "later.ps1", "same.ps1"], _sandbox.RemoteFiles());
        var status = (await copy.StatusAsync(default)).Value!;
        Assert.Equal((seen, published.Value.Commit, 2), (status.Head, status.Remote, status.Behind));
        Assert.Equal("a.ps1", Assert.Single(status.Changes).Path);
        Assert.Equal("by hand", File.ReadAllText(Path.Combine(copy.Folder, "a.ps1")));
        Assert.Equal("", GitSandbox.Run(copy.Folder, "for-each-ref", "refs/universal"));
        GitSandbox.Run(_sandbox.Remote, "fsck", "--strict");
    }

    [Fact]
    public async Task Publish_OtherLinesOfAChangedFile_AreMerged()
    {
        var seen = _sandbox.Publish(("deep/a.ps1", Lines));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("deep/a.ps1", Lines.Replace("1", "one", StringComparison.Ordinal)));

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("deep/a.ps1", Lines.Replace("9", "nine", StringComparison.Ordinal))), null, default);

        Assert.Equal(GitOutcome.Success, published.Outcome);
        Assert.Equal("one\n2\n3\n4\n5\n6\n7\n8\nnine", _sandbox.RemoteText("deep/a.ps1"));
    }

    [Theory]
    // What the author saw, what is at the remote, what the author wants: all known, and none the same.
    [InlineData("base", "theirs", "ours")]
    [InlineData("base", null, "ours")]
    [InlineData("base", "theirs", null)]
    [InlineData(null, "theirs", "ours")]
    public async Task Publish_WhatDoesNotFit_IsAConflictAndPublishesNothing(string? before, string? theirs, string? ours)
    {
        var seen = _sandbox.Publish(("ä b.ps1", before), ("other.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var tip = _sandbox.Publish(("ä b.ps1", theirs));

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("ä b.ps1", ours), ("other.ps1", "2")), null, default);

        Assert.Equal((GitOutcome.Conflict, tip), (published.Outcome, published.Value!.Commit));
        var conflict = Assert.Single(published.Value.Conflicts);
        Assert.Equal(("ä b.ps1", before, ours, theirs), (conflict.Path, Text(conflict.Base), Text(conflict.Ours), Text(conflict.Theirs)));
        Assert.Empty(published.Value.Changes);
        Assert.NotNull(published.Detail);
        Assert.Equal(tip, _sandbox.RemoteHead);
    }

    [Fact]
    public async Task Publish_Conflicts_AreAllListed()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"), ("b.ps1", "1"), ("c.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("a.ps1", "2"), ("b.ps1", null));

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("b.ps1", "3"), ("a.ps1", "3"), ("c.ps1", "3")), null, default);

        Assert.Equal(["a.ps1", "b.ps1"], published.Value!.Conflicts.Select(conflict => conflict.Path));
    }

    [Fact]
    public async Task Publish_BinaryFileThatBothChanged_IsAConflictAlsoInOtherLines()
    {
        var seen = _sandbox.Publish(("a.bin", "\0" + Lines));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("a.bin", "\0" + Lines.Replace("1", "one", StringComparison.Ordinal)));

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("a.bin", "\0" + Lines.Replace("9", "nine", StringComparison.Ordinal))), null, default);

        Assert.Equal(GitOutcome.Conflict, published.Outcome);
    }

    [Fact]
    public async Task Publish_ConflictOfALargeFile_NamesItWithoutItsContent()
    {
        var seen = _sandbox.Publish(("a.bin", "1"));
        var copy = await _sandbox.CloneAsync();
        _sandbox.Publish(("a.bin", new string('x', 2_000_000)));

        var conflict = Assert.Single((await copy.PublishAsync(GitSandbox.Edit(seen, ("a.bin", "2")), null, default)).Value!.Conflicts);

        Assert.Equal((2_000_000, null), (conflict.Theirs!.Size, conflict.Theirs.Content));
    }

    [Fact]
    public async Task Publish_WhatTheRemoteHasAlready_IsUpToDate()
    {
        var seen = _sandbox.Publish(("a.ps1", Lines), ("b.ps1", "1"), ("c.ps1", "1"), ("d.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var both = Lines.Replace("1", "one", StringComparison.Ordinal).Replace("9", "nine", StringComparison.Ordinal);
        var tip = _sandbox.Publish(("a.ps1", both), ("b.ps1", null), ("c.ps1", "2"), ("d.ps1", "2"), ("new.ps1", "1"));

        var published = await copy.PublishAsync(
            GitSandbox.Edit(
                seen, ("a.ps1", Lines.Replace("9", "nine", StringComparison.Ordinal)), ("b.ps1", null), ("c.ps1", "2"), ("d.ps1", "1"), ("new.ps1", "1"),
                ("never.ps1", null)),
            null, default);

        Assert.Equal((GitOutcome.UpToDate, tip, null), (published.Outcome, published.Value!.Commit, published.Detail));
        Assert.Equal(tip, _sandbox.RemoteHead);
        Assert.Equal(GitOutcome.UpToDate, (await copy.PublishAsync(GitSandbox.Edit(seen), null, default)).Outcome);
    }

    [Fact]
    public async Task Publish_Twice_PublishesOnce()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"), ("gone.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var edit = GitSandbox.Edit(seen, ("a.ps1", "2"), ("gone.ps1", null), ("new.ps1", "2"));
        var first = (await copy.PublishAsync(edit, null, default)).Value!.Commit;

        var again = await (await _sandbox.CloneAsync("another node")).PublishAsync(edit, null, default);

        Assert.Equal((GitOutcome.UpToDate, first), (again.Outcome, again.Value!.Commit));
        Assert.Equal(first, _sandbox.RemoteHead);
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("3", "3")]
    public async Task Publish_AgainAfterOthersUndidItOrWroteOverIt_DoesNotDoItTwice(string changed, string? added)
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var edit = GitSandbox.Edit(seen, ("a.ps1", "2"), ("new.ps1", "2")) with { Message = "  Two lines \n\n\n\nof text" };
        await copy.PublishAsync(edit, null, default);
        _sandbox.Pull();
        var tip = _sandbox.Publish(("a.ps1", changed), ("new.ps1", added));

        var again = await (await _sandbox.CloneAsync("another node")).PublishAsync(edit, null, default);

        Assert.Equal((GitOutcome.UpToDate, tip), (again.Outcome, again.Value?.Commit));
        Assert.Equal(tip, _sandbox.RemoteHead);
        // The same once more by somebody who saw what became of it is another edit.
        var files = edit.Files.Select(file => file with { Base = tip });
        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(edit with { Files = [.. files] }, null, default)).Outcome);
        Assert.Equal("2", _sandbox.RemoteText("a.ps1"));
    }

    [Fact]
    public async Task Publish_WithoutABase_AddsButNeitherReplacesNorDeletes()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "1")), null, default)).Outcome);
        Assert.Equal(GitOutcome.Conflict, (await copy.PublishAsync(GitSandbox.Edit(null, ("a.ps1", "2")), null, default)).Outcome);
        Assert.Equal(GitOutcome.Conflict, (await copy.PublishAsync(GitSandbox.Edit(null, ("a.ps1", null)), null, default)).Outcome);
        Assert.Equal(GitOutcome.UpToDate, (await copy.PublishAsync(GitSandbox.Edit(null, ("a.ps1", "1")), null, default)).Outcome);
    }

    [Fact]
    public async Task Publish_BaseLostByAForcedPush_IsTakenAsNone()
    {
        _sandbox.Publish(("a.ps1", "1"), ("b.ps1", "1"));
        var lost = _sandbox.Publish(("a.ps1", "2"));
        GitSandbox.Write(_sandbox.Other, "a.ps1", "3");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        _sandbox.PublishIndex(force: true, amend: true);
        var copy = await _sandbox.CloneAsync();

        var published = await copy.PublishAsync(GitSandbox.Edit(lost, ("a.ps1", "4"), ("b.ps1", null), ("c.ps1", "1")), null, default);

        Assert.Equal(GitOutcome.Conflict, published.Outcome);
        Assert.Equal(["a.ps1", "b.ps1"], published.Value!.Conflicts.Select(conflict => conflict.Path));
        Assert.All(published.Value.Conflicts, conflict => Assert.Null(conflict.Base));
        Assert.True((await copy.PublishAsync(GitSandbox.Edit(lost, ("a.ps1", "3"), ("c.ps1", "1")), null, default)).Succeeded);
    }

    [Fact]
    public async Task Publish_BaseThatAForcedPushLeft_StillCountsWhereItIsKnown()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var left = _sandbox.Publish(("a.ps1", "2"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(_sandbox.Other, "b.ps1", "1");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        _sandbox.PublishIndex(force: true, amend: true);

        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(left, ("a.ps1", "3")), null, default)).Outcome);
        Assert.Equal(("3", "1"), (_sandbox.RemoteText("a.ps1"), _sandbox.RemoteText("b.ps1")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_ToAnEmptyRemote_MakesItsFirstCommit(bool program)
    {
        var copy = _sandbox.Copy(settings: _sandbox.Settings(program));
        Assert.Equal(GitOutcome.RemoteEmpty, (await copy.OpenAsync(GitSandbox.Author, default)).Outcome);

        var nothing = await copy.PublishAsync(GitSandbox.Edit(null, ("a.ps1", null)), null, default);
        var published = await copy.PublishAsync(GitSandbox.Edit(null, ("folder/a.ps1", "1")), null, default);

        Assert.Equal((GitOutcome.UpToDate, null), (nothing.Outcome, nothing.Value!.Commit));
        Assert.Equal((GitOutcome.Success, _sandbox.RemoteHead), (published.Outcome, published.Value?.Commit));
        Assert.Equal("", GitSandbox.Run(_sandbox.Remote, "log", "-1", "--format=%P", "main"));
        Assert.Equal("1", _sandbox.RemoteText("folder/a.ps1"));
        Assert.Equal(GitFirstContact.Cloned, (await copy.OpenAsync(GitSandbox.Author, default)).Value?.How);
    }

    [Fact]
    public async Task Publish_OfTheLastFile_LeavesAnEmptyRepository()
    {
        var seen = _sandbox.Publish(("folder/a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(GitOutcome.Success, (await copy.PublishAsync(GitSandbox.Edit(seen, ("folder/a.ps1", null)), null, default)).Outcome);
        Assert.Empty(_sandbox.RemoteFiles());
        Assert.Equal(GitOutcome.Success, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    private static string? Text(GitConflictSide? side) => side is null ? null : Encoding.UTF8.GetString(side.Content!.Value.Span);
}
