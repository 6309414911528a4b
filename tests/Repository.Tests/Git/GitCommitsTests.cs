using System.Text;
using Universal.Git;
using Universal.Repository.Catalogue;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

public sealed class GitCommitsTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Read_GivesAFileAsItWasInItsCommit()
    {
        var first = _sandbox.Publish(("ä b/c.ps1", "one\r\n"), (".gitattributes", "*.ps1 text eol=lf"));
        var second = _sandbox.Publish(("ä b/c.ps1", "two\r\n"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal("one\n", await TextAsync(copy, first, "ä b/c.ps1"));
        Assert.Equal("two\n", await TextAsync(copy, second, "ä b/c.ps1"));
    }

    [Theory]
    [InlineData("missing.ps1")]
    [InlineData("folder")]
    [InlineData("../a.ps1")]
    [InlineData("/a.ps1")]
    [InlineData("")]
    public async Task Read_WhatIsNoFileOfTheCommit_FindsNothing(string path)
    {
        var commit = _sandbox.Publish(("folder/a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(GitOutcome.NotFound, (await copy.ReadAsync(commit, path, default)).Outcome);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("main")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("")]
    public async Task Read_OfWhatIsNoCommitHere_FindsNothing(string commit)
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(GitOutcome.NotFound, (await copy.ReadAsync(commit, "a.ps1", default)).Outcome);
        Assert.Equal(GitOutcome.NotFound, (await copy.ExportAsync(commit, _sandbox.Folder("export"), default)).Outcome);
    }

    [Fact]
    public async Task Changes_BetweenCommits_AreListedByPath()
    {
        var first = _sandbox.Publish(("a.ps1", "1"), ("b.ps1", "1"), ("c.ps1", "1"));
        var second = _sandbox.Publish(("a.ps1", "2"), ("b.ps1", null), ("moved.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(["a.ps1 Modified", "b.ps1 Deleted", "moved.ps1 Added"], await ChangesAsync(copy, first, second));
        Assert.Equal(["a.ps1 Modified", "b.ps1 Added", "moved.ps1 Deleted"], await ChangesAsync(copy, second, first));
        Assert.Equal(["a.ps1 Added", "b.ps1 Added", "c.ps1 Added"], await ChangesAsync(copy, null, first));
        Assert.Empty(await ChangesAsync(copy, first, first));
    }

    [Fact]
    public async Task Export_WritesTheCommitsFilesOnce()
    {
        GitSandbox.Write(_sandbox.Other, "bin/run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(_sandbox.Other, "bin/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "link.sh"), "bin/run.sh");
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "leaves"), "/etc/hostname");
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "nowhere"), "missing");
        Directory.CreateSymbolicLink(Path.Combine(_sandbox.Other, "folder"), "..");
        var commit = _sandbox.Publish(("ünï cödé/a b.ps1", "1"));
        _sandbox.Publish(("ünï cödé/a b.ps1", "2"));
        var copy = await _sandbox.CloneAsync();
        var folder = _sandbox.Folder("exports/1");

        var exported = await copy.ExportAsync(commit, folder, default);

        Assert.Equal(GitOutcome.Success, exported.Outcome);
        Assert.Equal("1", File.ReadAllText(Path.Combine(folder, "ünï cödé/a b.ps1")));
        Assert.True(File.GetUnixFileMode(Path.Combine(folder, "bin/run.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("bin/run.sh", new FileInfo(Path.Combine(folder, "link.sh")).LinkTarget);
        Assert.Equal(["folder", "leaves", "nowhere"], exported.Value!.Faults.Select(fault => fault.File).Order(StringComparer.Ordinal));
        Assert.Equal(["bin", "link.sh", "ünï cödé"], new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));

        File.Delete(Path.Combine(folder, "link.sh"));
        Assert.Equal(GitOutcome.UpToDate, (await copy.ExportAsync(commit, folder, default)).Outcome);
        Assert.False(File.Exists(Path.Combine(folder, "link.sh")));
        Assert.Equal(["1"], new DirectoryInfo(_sandbox.Folder("exports")).EnumerateDirectories().Select(each => each.Name));
    }

    [Fact]
    public async Task Export_ThatIsCanceled_LeavesNothing()
    {
        var commit = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.ExportAsync(commit, _sandbox.Folder("export"), new CancellationToken(true)));

        Assert.False(Directory.Exists(_sandbox.Folder("export")));
    }

    [Fact]
    public async Task Export_IntoTheWorkingCopy_IsAMistakeOfTheCaller()
    {
        var copy = _sandbox.Copy();

        await Assert.ThrowsAsync<ArgumentException>(() => copy.ExportAsync(new string('0', 40), Path.Combine(copy.Folder, "x"), default));
    }

    [Fact]
    public async Task Check_SubmodulesLargeFilePointersAndCaseClashes_AreSaidPlainly()
    {
        foreach (var (path, text) in new[]
        {
            ("Script.ps1", "1"), ("script.ps1", "2"), ("Folder/a.ps1", ""), ("folder/a.ps1", ""), ("sound.ps1", "version https://example.org"),
            ("image.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        }) GitSandbox.Write(_sandbox.Other, path, text);
        GitSandbox.Run(_sandbox.Other, "add", "--all");
        GitSandbox.Run(_sandbox.Other, "update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},Modules/Sub");
        var commit = _sandbox.PublishIndex();
        var copy = await _sandbox.CloneAsync();

        var faults = (await copy.CheckAsync(commit, default)).Value!;

        Assert.Equal(
            [
                "Modules/Sub: is a submodule", "folder: differs from \"Folder\" only in letter case", "image.png: is a pointer of git LFS",
                "script.ps1: differs from \"Script.ps1\" only in letter case",
            ],
            faults.Select(Short).Order(StringComparer.Ordinal));
        Assert.Empty((await copy.StatusAsync(default)).Value!.Changes);
        var exported = (await copy.ExportAsync(commit, _sandbox.Folder("export"), default)).Value!;
        Assert.Equal(faults, exported.Faults);
        Assert.Equal("2", File.ReadAllText(Path.Combine(_sandbox.Folder("export"), "script.ps1")));
    }

    [Fact]
    public async Task Export_TreeWithNamesThatLeadOut_LeavesThemOut()
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        var blob = GitSandbox.RunWith("evil", copy.Folder, "hash-object", "-w", "--stdin");
        var inner = GitSandbox.RunWith($"100644 blob {blob}\tx", copy.Folder, "mktree");
        var tree = GitSandbox.RunWith($"040000 tree {inner}\t..\n040000 tree {inner}\t.GIT\n100644 blob {blob}\tfine\n", copy.Folder, "mktree");
        var commit = GitSandbox.Run(copy.Folder, "commit-tree", "-m", "evil", tree);

        var exported = (await copy.ExportAsync(commit, _sandbox.Folder("export/1"), default)).Value!;

        Assert.Equal(["..", ".GIT"], exported.Faults.Select(fault => fault.File).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(_sandbox.Folder("export/x")));
        Assert.Equal(["fine"], Directory.GetFileSystemEntries(_sandbox.Folder("export/1")).Select(Path.GetFileName));
    }

    // Up to where the remedy begins.
    private static string Short(CatalogueFault fault) => $"{fault.File}: {fault.Message.Split(". ", 2)[0].Split(", so", 2)[0]}";

    private static async Task<string> TextAsync(GitWorkingCopy copy, string commit, string path) =>
        Encoding.UTF8.GetString((await copy.ReadAsync(commit, path, default)).Value!.Content.Span);

    private static async Task<IEnumerable<string>> ChangesAsync(GitWorkingCopy copy, string? from, string to) =>
        (await copy.ChangesAsync(from, to, default)).Value!.Select(change => $"{change.Path} {change.Kind}");
}
