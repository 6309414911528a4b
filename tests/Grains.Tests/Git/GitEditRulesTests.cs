using System.Text;
using Universal.Git;
using Universal.Grains.Git;
using Universal.Persistence.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Tests.Git;

public sealed class GitEditRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static GitFileContent File(string path, string? text, string? seen = null) => new(path, Bytes(text), seen);

    private static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(text);

    private static string Text(GitFileContent file) => $"{file.Path}={(file.Content is { } content ? Encoding.UTF8.GetString(content.Span) : "-")}@{file.Base}";

    private static string Text(IEnumerable<GitFileContent> files) => string.Join(' ', files.Select(Text));

    private static GitEdit Edit(GitEditState state = GitEditState.Pending) => new() { Id = 1, Author = "anna", State = state, Version = 1, Detail = "before" };

    [Theory]
    [InlineData("a.ps1", true)]
    [InlineData("a/b c/ä 😀.ps1", true)]
    [InlineData(".universal/scripts.ps1", true)]
    [InlineData(".gitignore", true)]
    [InlineData("a/.github/x", true)]
    [InlineData("a/..b/c..", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("./a", false)]
    [InlineData("a/../b", false)]
    [InlineData(".git/config", false)]
    [InlineData("a/.GIT/hooks/x", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\nb", false)]
    public void PathFault_IsOfPathsThatLeadOut(string path, bool sound)
    {
        Assert.Equal(sound, GitEditRules.PathFault(path) is null);
        Assert.Equal(sound, GitEditRules.FilesFault([File("other", ""), File(path, "")]) is null);
    }

    [Fact]
    public void PathFault_Length() =>
        Assert.Equal((true, false, false), (GitEditRules.PathFault(new string('a', 1000)) is null, GitEditRules.PathFault(new string('a', 1001)) is null, GitEditRules.PathFault(null!) is null));

    [Fact]
    public void FilesFault_NumberSizeAndTwice()
    {
        static GitFileContent Large(string path, int size) => new(path, new byte[size]);
        Assert.Null(GitEditRules.FilesFault([]));
        Assert.Null(GitEditRules.FilesFault([Large("a", 5 * 1024 * 1024 - 1), Large("b", 1), File("c", null)]));
        Assert.Contains("5 MB", GitEditRules.FilesFault([Large("a", 5 * 1024 * 1024), Large("b", 1)]));
        Assert.Null(GitEditRules.FilesFault([.. Enumerable.Range(0, 1000).Select(n => File($"{n}", ""))]));
        Assert.Contains("1000 files", GitEditRules.FilesFault([.. Enumerable.Range(0, 1001).Select(n => File($"{n}", ""))]));
        Assert.Equal("\"a\" is in the edit twice.", GitEditRules.FilesFault([File("a", "1"), File("A", "1"), File("a", null)]));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("why", true)]
    [InlineData("", false)]
    [InlineData(" \r\n\t\0", false)]
    public void MessageFault_IsOfEmptyOnes(string? message, bool sound) => Assert.Equal(sound, GitEditRules.MessageFault(message) is null);

    [Fact]
    public void MessageFault_Length()
    {
        Assert.Null(GitEditRules.MessageFault(new string('a', 10_000)));
        Assert.NotNull(GitEditRules.MessageFault(new string('a', 10_001)));
    }

    [Fact]
    public void Put_ReplacesContent_AndKeepsTheFirstBase()
    {
        var first = GitEditRules.Put([], [File("a", "1"), File("b", "1", "c0")], "c1");
        Assert.Equal("a=1@c1 b=1@c0", Text(first));

        var second = GitEditRules.Put(first, [File("b", null, "c9"), File("c", "1"), File("a", "2", "c9")], "c2");

        Assert.Equal("b=-@c0 c=1@c2 a=2@c1", Text(second));
        Assert.Equal("a=1@", Text(GitEditRules.Put([], [File("a", "1")], null)));
        // The first version that was seen, not the first that was not.
        Assert.Equal("a=2@c3", Text(GitEditRules.Put([File("a", "1")], [File("a", "2")], "c3")));
    }

    [Theory]
    [InlineData("own words", null, "a:c:x", "own words")]
    [InlineData(null, null, "a.ps1:c:x", "Change a.ps1")]
    [InlineData(null, null, "a.ps1::x", "Add a.ps1")]
    [InlineData(null, null, "a.ps1:c:", "Delete a.ps1")]
    [InlineData(null, null, "a::x b::x", "Add 2 files: a, b")]
    [InlineData(null, null, "a::x b:c:", "Change 2 files: a, b")]
    [InlineData(null, null, "a:c: b::", "Delete 2 files: a, b")]
    [InlineData(null, "node3", "a:c:x", "Change a (on node node3)")]
    [InlineData(null, null, "1::x 2::x 3::x 4::x 5::x 6::x 7::x 8::x 9::x 10::x 11::x 12::x", "Add 12 files: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more")]
    public void Message_IsTheAuthorsOrSaysWhatHappens(string? message, string? node, string files, string expected)
    {
        var edit = new GitEdit
        {
            Author = "anna", Message = message, Node = node,
            Files = [.. files.Split(' ').Select(file => file.Split(':')).Select(part => new GitEditFile(part[0], part[1].Length > 0 ? part[1] : null, part[2].Length == 0, 1))],
        };
        Assert.Equal(expected, GitEditRules.Message(edit));
    }

    public static TheoryData<GitOutcome> EveryOutcome => [.. Enum.GetValues<GitOutcome>()];

    [Theory]
    [MemberData(nameof(EveryOutcome))]
    public void Tried_EveryOutcome_LeavesTheEditWhereItBelongs(GitOutcome outcome)
    {
        var conflicts = outcome == GitOutcome.Conflict ? new[] { new GitConflict("a", Side("base"), null, Side("t\0")) } : [];
        var published = outcome is GitOutcome.Success or GitOutcome.UpToDate or GitOutcome.Conflict ? new GitPublished("c5", [], conflicts) : null;

        var row = GitEditRules.Tried(new GitEditRow(Edit() with { Conflicts = [new("old", null, null, null, null)] }, [File("a", "1")]), new(outcome, published, "now"), Now);

        var expected = outcome switch
        {
            GitOutcome.Success or GitOutcome.UpToDate => (GitEditState.Published, "c5", null),
            GitOutcome.Conflict => (GitEditState.Conflict, null, "now"),
            GitOutcome.Refused => (GitEditState.Open, null, "now"),
            // The remote may be back or think better of it: it is tried again.
            _ => (GitEditState.Pending, (string?)null, (string?)"now"),
        };
        Assert.Equal(expected, (row.Edit.State, row.Edit.Commit, row.Edit.Detail));
        Assert.Equal((1L, Now), (row.Edit.Version, row.Edit.ChangedAt));
        // What is no text is not shown.
        Assert.Equal(outcome == GitOutcome.Conflict ? [new GitEditConflict("a", "base", null, null, "c5")] : [], row.Edit.Conflicts);
    }

    private static GitConflictSide Side(string text) => new("id", text.Length, Encoding.UTF8.GetBytes(text));

    private static GitEditRow InConflict(params string[] paths) => new(
        Edit(GitEditState.Conflict) with { Conflicts = [.. paths.Select(path => new GitEditConflict(path, null, "mine", "theirs", "c7"))] },
        [File("sound", "s", "c1"), .. paths.Select(path => File(path, "mine", "c1"))]);

    [Theory]
    [InlineData(GitConflictChoice.Mine, null, "sound=s@c1 a=mine@c7")]
    [InlineData(GitConflictChoice.Theirs, null, "sound=s@c1")]
    [InlineData(GitConflictChoice.Theirs, "not looked at", "sound=s@c1")]
    [InlineData(GitConflictChoice.Content, "both", "sound=s@c1 a=both@c7")]
    [InlineData(GitConflictChoice.Content, null, "sound=s@c1 a=-@c7")]
    public void Resolve_LastConflict_MakesItPending(GitConflictChoice choice, string? content, string files)
    {
        var resolved = GitEditRules.Resolve(InConflict("a"), "a", choice, Bytes(content), Now)!;

        Assert.Equal((GitEditState.Pending, null, Now), (resolved.Edit.State, resolved.Edit.Detail, resolved.Edit.ChangedAt));
        Assert.Empty(resolved.Edit.Conflicts);
        Assert.Equal(files, Text(resolved.Contents));
    }

    [Fact]
    public void Resolve_OneOfTwo_StaysAConflict()
    {
        var resolved = GitEditRules.Resolve(InConflict("a", "b"), "b", GitConflictChoice.Mine, null, Now)!;

        Assert.Equal((GitEditState.Conflict, "before", "a"), (resolved.Edit.State, resolved.Edit.Detail, Assert.Single(resolved.Edit.Conflicts).Path));
        Assert.Equal("sound=s@c1 a=mine@c1 b=mine@c7", Text(resolved.Contents));
        Assert.Null(GitEditRules.Resolve(resolved, "b", GitConflictChoice.Mine, null, Now));
        Assert.Null(GitEditRules.Resolve(resolved, "sound", GitConflictChoice.Mine, null, Now));
    }

    [Fact]
    public void Resolve_TheirsForTheOnlyFile_LeavesNothing_SoItIsDiscarded()
    {
        var row = InConflict("a");
        var resolved = GitEditRules.Resolve(row with { Contents = [row.Contents[1]] }, "a", GitConflictChoice.Theirs, null, Now)!;
        Assert.Equal(GitEditState.Discarded, resolved.Edit.State);
        Assert.Empty(resolved.Contents);
    }

    [Theory]
    [InlineData(GitEditState.Open, true)]
    [InlineData(GitEditState.Pending, true)]
    [InlineData(GitEditState.Conflict, true)]
    [InlineData(GitEditState.Published, false)]
    [InlineData(GitEditState.Discarded, false)]
    public void IsUnfinished_UntilTheEnd(GitEditState state, bool unfinished) => Assert.Equal(unfinished, GitEditRules.IsUnfinished(Edit(state)));
}
