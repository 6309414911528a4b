using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitFilesTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Reset_TakesTheRemotesFilesAndKeepsIgnoredOnes()
    {
        var first = _sandbox.Publish(("a.ps1", "1"), ("gone.ps1", "1"), (".gitignore", "*.log\ncache/"));
        var copy = await _sandbox.CloneAsync();
        var last = _sandbox.Publish(("a.ps1", "2"), ("gone.ps1", null), ("new.ps1", "2"));
        await copy.FetchAsync(default);
        GitSandbox.Write(copy.Folder, "a.ps1", "edited");
        GitSandbox.Write(copy.Folder, "deep/er/untracked.ps1", "");
        GitSandbox.Write(copy.Folder, "x.log", "log");
        GitSandbox.Write(copy.Folder, "cache/y", "cache");

        var reset = (await copy.ResetToRemoteAsync(default)).Value!;

        Assert.Equal((first, last, 0), (reset.From, reset.To, reset.LeftCommits));
        Assert.Equal(["a.ps1 Modified", "gone.ps1 Deleted", "new.ps1 Added"], reset.Changes.Select(change => $"{change.Path} {change.Kind}"));
        Assert.Equal(["a.ps1"], reset.Discarded);
        Assert.Equal(["deep/er/untracked.ps1"], reset.Removed);
        Assert.Equal([".git", ".gitignore", "a.ps1", "cache", "new.ps1", "x.log"], Names(copy));
        Assert.Equal("2", Text(copy, "a.ps1"));
        Assert.Equal(GitOutcome.UpToDate, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    [Fact]
    public async Task Reset_AfterAForcedPush_KeepsTheLeftCommitsReadable()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var old = _sandbox.Publish(("a.ps1", "2"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(_sandbox.Other, "a.ps1", "3");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        _sandbox.PublishIndex(force: true, amend: true);
        await copy.FetchAsync(default);

        var reset = (await copy.ResetToRemoteAsync(default)).Value!;

        Assert.Equal(1, reset.LeftCommits);
        GitSandbox.Run(copy.Folder, "reflog", "expire", "--expire=now", "--all");
        GitSandbox.Run(copy.Folder, "gc", "--quiet", "--prune=now");
        Assert.Equal("2"u8.ToArray(), (await copy.ReadAsync(old, "a.ps1", default)).Value!.Content.ToArray());
        Assert.Equal("3", Text(copy, "a.ps1"));
    }

    [Fact]
    public async Task Reset_ToAHistoryThatHasNothingInCommon_TakesIt()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Run(_sandbox.Other, "checkout", "--quiet", "--orphan", "fresh");
        GitSandbox.Write(_sandbox.Other, "fresh.ps1", "");
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        var fresh = _sandbox.PublishIndex(force: true);

        var fetched = (await copy.FetchAsync(default)).Value!;

        Assert.Equal((true, false), (fetched.Forced, fetched.Related));
        Assert.Equal(fresh, (await copy.ResetToRemoteAsync(default)).Value?.To);
        Assert.True(File.Exists(Path.Combine(copy.Folder, "fresh.ps1")));
    }

    [Fact]
    public async Task Reset_BeforeAnythingWasFetched_FindsNothing()
    {
        var copy = _sandbox.Copy();
        await copy.OpenAsync(GitSandbox.Author, default);

        Assert.Equal(GitOutcome.NotFound, (await copy.ResetToRemoteAsync(default)).Outcome);
    }

    [Fact]
    public async Task Status_ListsEveryKindOfChange()
    {
        _sandbox.Publish(("changed.ps1", "1"), ("deleted.ps1", "1"), ("mode.sh", "1"), ("same.ps1", "1"), (".gitignore", "*.log"), ("staged.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(copy.Folder, "changed.ps1", "2");
        GitSandbox.Write(copy.Folder, "deleted.ps1", null);
        GitSandbox.Write(copy.Folder, "neu in ördner/ä b.ps1", "");
        GitSandbox.Write(copy.Folder, "x.log", "");
        GitSandbox.Write(copy.Folder, "staged.ps1", "2");
        GitSandbox.Run(copy.Folder, "add", "staged.ps1");
        File.SetUnixFileMode(Path.Combine(copy.Folder, "mode.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        GitSandbox.Run(_sandbox.Root, "init", "--quiet", Path.Combine(copy.Folder, "inner"));

        var status = (await copy.StatusAsync(default)).Value!;

        Assert.Equal(
            ["changed.ps1 Modified", "deleted.ps1 Deleted", "mode.sh Modified", "neu in ördner/ä b.ps1 Added", "staged.ps1 Modified"],
            status.Changes.Select(change => $"{change.Path} {change.Kind}"));
        Assert.Equal("inner", Assert.Single(status.Faults).File);
        Assert.Equal("main", status.Branch);
    }

    [Fact]
    public async Task Status_WhatIsStagedBetweenTwoReadings_IsSeen()
    {
        _sandbox.Publish(("a.ps1", "1"), ("b.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        Assert.Empty((await copy.StatusAsync(default)).Value!.Changes);
        Assert.Empty((await copy.StatusAsync(default)).Value!.Changes);
        GitSandbox.Write(copy.Folder, "a.ps1", "2");
        GitSandbox.Run(copy.Folder, "add", "a.ps1");
        GitSandbox.Run(copy.Folder, "rm", "--quiet", "b.ps1");

        Assert.Equal(["a.ps1", "b.ps1"], (await copy.StatusAsync(default)).Value!.Changes.Select(change => change.Path));
        GitSandbox.Run(copy.Folder, "reset", "--quiet", "--hard");
        Assert.Empty((await copy.StatusAsync(default)).Value!.Changes);
        GitSandbox.Run(copy.Folder, "rm", "--quiet", "b.ps1");
        Assert.Equal(["b.ps1"], (await copy.StatusAsync(default)).Value!.Changes.Select(change => change.Path));
    }

    [Fact]
    public async Task Status_RepositoriesInIgnoredFolders_AreNoFaults()
    {
        _sandbox.Publish((".gitignore", "ignored/"), ("folder/a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Run(_sandbox.Root, "init", "--quiet", Path.Combine(copy.Folder, "ignored/deep/inner"));
        GitSandbox.Run(_sandbox.Root, "init", "--quiet", Path.Combine(copy.Folder, "folder/inner"));

        Assert.Equal(["folder/inner"], (await copy.StatusAsync(default)).Value!.Faults.Select(fault => fault.File));
    }

    [Fact]
    public async Task Diff_OfAFile_ShowsItsLines()
    {
        var first = _sandbox.Publish(("a.ps1", "one\ntwo\n"), ("gone.ps1", "x\n"), ("same.ps1", "x"));
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(copy.Folder, "a.ps1", "one\n2\nthree\n");
        GitSandbox.Write(copy.Folder, "new ä.ps1", "new\n");
        GitSandbox.Write(copy.Folder, "gone.ps1", null);
        File.WriteAllBytes(Path.Combine(copy.Folder, "binary"), [0, 1, 2]);
        File.WriteAllBytes(Path.Combine(copy.Folder, "large"), new byte[2_000_000]);

        var changed = (await copy.DiffAsync("a.ps1", null, null, default)).Value!;

        Assert.Equal((GitChangeKind.Modified, false, 2, 1), (changed.Kind, changed.Binary, changed.Added, changed.Deleted));
        Assert.Contains("-two\n+2\n+three\n", changed.Patch, StringComparison.Ordinal);
        Assert.Equal(GitChangeKind.Added, (await copy.DiffAsync("new ä.ps1", null, null, default)).Value?.Kind);
        Assert.Equal(GitChangeKind.Deleted, (await copy.DiffAsync("gone.ps1", null, null, default)).Value?.Kind);
        Assert.Equal(new GitDiff("binary", GitChangeKind.Added, true, 0, 0, null), (await copy.DiffAsync("binary", null, null, default)).Value);
        Assert.Equal(new GitDiff("large", GitChangeKind.Added, true, 0, 0, null), (await copy.DiffAsync("large", null, null, default)).Value);
        Assert.Equal(GitOutcome.UpToDate, (await copy.DiffAsync("same.ps1", null, null, default)).Outcome);
        var second = (await copy.PublishAsync(GitSandbox.Edit(first, ("a.ps1", "one\n2\nthree\n")), null, default)).Value!.Commit!;
        Assert.Equal(changed, (await copy.DiffAsync("a.ps1", first, second, default)).Value);
    }

    [Theory]
    [InlineData("nothing.ps1")]
    [InlineData("../other/a.ps1")]
    [InlineData("/etc/hostname")]
    [InlineData(".git/config")]
    [InlineData("out/a.ps1")]
    [InlineData("")]
    public async Task Diff_OfWhatIsNotInTheRepository_FindsNothing(string path)
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        Directory.CreateSymbolicLink(Path.Combine(copy.Folder, "out"), _sandbox.Other);

        Assert.Equal(GitOutcome.NotFound, (await copy.DiffAsync(path, null, null, default)).Outcome);
    }

    private static string Text(GitWorkingCopy copy, string path) => File.ReadAllText(Path.Combine(copy.Folder, path));

    private static IEnumerable<string> Names(GitWorkingCopy copy) =>
        new DirectoryInfo(copy.Folder).EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal);
}
