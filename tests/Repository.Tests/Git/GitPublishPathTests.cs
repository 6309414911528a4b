using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Repository.Tests.Git;

/// <summary>Paths, modes and texts of an edit: what is written as it is, made to fit, or refused.</summary>
public sealed class GitPublishPathTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Publish_UnusualNames_AreMeantLiterally()
    {
        // A path of 400 characters is what every database stores.
        var longest = $"{new string('d', 195)}/{new string('f', 200)}.ps1";
        string[] names = [longest, "[a].ps1", "ünï cödé 日本.ps1", "-x.ps1", " a", ".gitignore", ".universal/scripts.ps1", "a.git", "..a", "folder with space/ü/b.ps1"];
        _sandbox.Publish(("ab.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        var published = await copy.PublishAsync(GitSandbox.Edit(null, [.. names.Select(name => (name, (string?)name))]), null, default);

        Assert.Equal(GitOutcome.Success, published.Outcome);
        Assert.Equal(names.Append("ab.ps1").Order(StringComparer.Ordinal), _sandbox.RemoteFiles().Order(StringComparer.Ordinal));
        await copy.ResetToRemoteAsync(default);
        Assert.All(names, name => Assert.Equal(name, File.ReadAllText(Path.Combine(copy.Folder, name))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../a.ps1")]
    [InlineData("a/../../b.ps1")]
    [InlineData("a/./b.ps1")]
    [InlineData("a//b.ps1")]
    [InlineData("a/")]
    [InlineData("a\\b.ps1")]
    [InlineData("..\\b.ps1")]
    [InlineData("a\0b.ps1")]
    [InlineData("a\nb.ps1")]
    [InlineData(".git/hooks/pre-push")]
    [InlineData("sub/.GIT/config")]
    [InlineData("git~1/config")]
    [InlineData(".git /config")]
    [InlineData(".git::$INDEX_ALLOCATION/config")]
    [InlineData(".g\u200cit/config")]
    public async Task Publish_PathThatLeadsElsewhere_IsRefused(string path)
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, ("fine.ps1", "2"), (path, "2")), null, default);

        Assert.Equal(GitOutcome.Refused, published.Outcome);
        Assert.Contains("path", published.Detail, StringComparison.Ordinal);
        Assert.Equal(seen, _sandbox.RemoteHead);
    }

    [Fact]
    public async Task Publish_NamesThatNoDiskTakesAndFilesNamedTwice_AreRefusedAtOnce()
    {
        var seen = _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();
        const string noText = "a\ud800.ps1";
        var tooLong = new string('ä', 128);
        var tooDeep = string.Join('/', Enumerable.Repeat("folder", 150));
        var tooLongForTheDatabase = $"{new string('d', 196)}/{new string('f', 200)}.ps1";

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, (tooLong, "1"), (tooDeep, "1"), (tooLongForTheDatabase, "1"), (noText, "1"), ("b.ps1", "1"), ("b.ps1", "2")), null, default);

        Assert.Equal(GitOutcome.Refused, published.Outcome);
        Assert.Equal(5, published.Detail!.Split("The path").Length - 1);
    }

    [Fact]
    public async Task Publish_ExecutableFile_StaysOneAndNewFilesArePlain()
    {
        _sandbox.Publish(("run.sh", "1"), ("was.sh", "1"), ("merged.sh", "1\n2\n3\n4\n5\n"));
        GitSandbox.Run(_sandbox.Other, "update-index", "--chmod=+x", "run.sh", "merged.sh");
        var seen = _sandbox.PublishIndex();
        GitSandbox.Run(_sandbox.Other, "update-index", "--chmod=+x", "was.sh");
        var copy = await _sandbox.CloneAsync();
        GitSandbox.Write(_sandbox.Other, "merged.sh", "one\n2\n3\n4\n5\n");
        GitSandbox.Run(_sandbox.Other, "update-index", "--chmod=+x", "merged.sh");
        _sandbox.PublishIndex();

        var published = await copy.PublishAsync(
            GitSandbox.Edit(seen, ("run.sh", "2"), ("was.sh", "2"), ("merged.sh", "1\n2\n3\n4\nfive\n"), ("new.sh", "2")), null, default);

        Assert.Equal(GitOutcome.Success, published.Outcome);
        Assert.Equal(
            ["100644 new.sh", "100755 merged.sh", "100755 run.sh", "100755 was.sh"],
            GitSandbox.Run(_sandbox.Remote, "ls-tree", "--format=%(objectmode) %(path)", "main").Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("Modules/Sub")]
    [InlineData("Modules/Sub/a.ps1")]
    [InlineData("link/a.ps1")]
    [InlineData("file.ps1/a.ps1")]
    [InlineData("folder")]
    public async Task Publish_WhereTheRemoteHasSomethingElse_IsRefused(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "link"), "file.ps1");
        _sandbox.Publish(("file.ps1", "1"), ("folder/a.ps1", "1"));
        GitSandbox.Run(_sandbox.Other, "update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},Modules/Sub");
        var seen = _sandbox.PublishIndex();
        var copy = await _sandbox.CloneAsync();

        var published = await copy.PublishAsync(GitSandbox.Edit(seen, (path, "2"), ("other.ps1", "2")), null, default);

        Assert.Equal(GitOutcome.Refused, published.Outcome);
        Assert.StartsWith(path + " cannot be ", published.Detail, StringComparison.Ordinal);
        Assert.Equal(seen, _sandbox.RemoteHead);
    }

    [Theory]
    [InlineData("folder", GitOutcome.UpToDate)]
    [InlineData("file.ps1/a.ps1", GitOutcome.UpToDate)]
    [InlineData("link", GitOutcome.Success)]
    [InlineData("changed", GitOutcome.Refused)]
    [InlineData("Modules/Sub", GitOutcome.Refused)]
    public async Task Publish_DeletionOfWhatIsNoFile_TakesOnlyTheLinkThatWasSeen(string path, GitOutcome outcome)
    {
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "link"), "file.ps1");
        var seen = _sandbox.Publish(("file.ps1", "1"), ("folder/a.ps1", "1"), ("changed", "1"));
        File.Delete(Path.Combine(_sandbox.Other, "changed"));
        File.CreateSymbolicLink(Path.Combine(_sandbox.Other, "changed"), "file.ps1");
        _sandbox.Publish();
        GitSandbox.Run(_sandbox.Other, "update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},Modules/Sub");
        _sandbox.PublishIndex();
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(outcome, (await copy.PublishAsync(GitSandbox.Edit(seen, (path, null)), null, default)).Outcome);
        Assert.Equal(outcome != GitOutcome.Success, _sandbox.RemoteFiles().Contains("link"));
        Assert.Contains("folder/a.ps1", _sandbox.RemoteFiles());
    }

    [Fact]
    public async Task Publish_FolderInThePlaceOfAFileAndBack_IsTakenWhenAllOfItIsInTheEdit()
    {
        var seen = _sandbox.Publish(("a", "1"), ("b/x", "1"), ("b/y", "1"), ("c/x", "1"), ("c/y", "1"));
        var copy = await _sandbox.CloneAsync();

        var published = await copy.PublishAsync(
            GitSandbox.Edit(seen, ("a/new", "2"), ("a", null), ("b", "2"), ("b/x", null), ("b/y", null)), null, default);
        var half = await copy.PublishAsync(GitSandbox.Edit(seen, ("c", "2"), ("c/x", null)), null, default);
        var both = await copy.PublishAsync(GitSandbox.Edit(seen, ("d", "2"), ("d/x", "2")), null, default);

        Assert.Equal((GitOutcome.Success, GitOutcome.Refused, GitOutcome.Refused), (published.Outcome, half.Outcome, both.Outcome));
        Assert.Equal(["a/new", "b", "c/x", "c/y"], _sandbox.RemoteFiles());
    }

    [Fact]
    public async Task Publish_LineEnds_AreStoredAsTheAttributesSay()
    {
        var seen = _sandbox.Publish(("a.ps1", "1\n"), (".gitattributes", "*.ps1 text"));
        var copy = await _sandbox.CloneAsync();

        Assert.Equal(GitOutcome.UpToDate, (await copy.PublishAsync(GitSandbox.Edit(seen, ("a.ps1", "1\r\n")), null, default)).Outcome);
        var commit = (await copy.PublishAsync(GitSandbox.Edit(seen, ("a.ps1", "1\r\n2\r\n"), ("b.txt", "1\r\n")), null, default)).Value!.Commit!;

        Assert.Equal("1\n2\n"u8.ToArray(), (await copy.ReadAsync(commit, "a.ps1", default)).Value!.Content.ToArray());
        Assert.Equal("1\r\n"u8.ToArray(), (await copy.ReadAsync(commit, "b.txt", default)).Value!.Content.ToArray());
        await copy.ResetToRemoteAsync(default);
        Assert.Equal(GitOutcome.UpToDate, (await copy.LocalChangesAsync(1000, default)).Outcome);
    }

    [Theory]
    [InlineData("Änn <x>\nExample", "a@b", "Änn xExample <a@b>")]
    [InlineData("", "", "unknown <unknown@localhost>")]
    public async Task Publish_AuthorThatBreaksGitsForm_IsMadeToFit(string name, string email, string written)
    {
        _sandbox.Publish(("a.ps1", "1"));
        var copy = await _sandbox.CloneAsync();

        await copy.PublishAsync(GitSandbox.Edit(null, ("b.ps1", "2")) with { Message = "Änderung\0\n\n# long", Author = new GitAuthor(name, email) }, null, default);

        Assert.Equal(
            $"{written}|{written}|Änderung|# long",
            GitSandbox.Run(_sandbox.Remote, "log", "-1", "--format=%an <%ae>|%cn <%ce>|%s|%b", "main").TrimEnd('\n'));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\0")]
    public async Task Publish_WithoutAMessage_IsAMistakeOfTheCaller(string message)
    {
        var copy = _sandbox.Copy();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => copy.PublishAsync(GitSandbox.Edit(null) with { Message = message }, null, default));
    }
}
