using System.Text;
using Universal.Git;
using Universal.Grains.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Tests.Git;

/// <summary>What is changed in a node's folder becomes an edit, once.</summary>
public sealed class NodeEditTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeGitStore _store = new();

    private Task StoreAsync(params (string Path, string? Text)[] files) => StoreAsync(GitMode.Automatic, "c1", files);

    private Task StoreAsync(GitMode mode, string head, params (string Path, string? Text)[] files) => GitEditRules.StoreNodeEditAsync(
        _store, "n1", mode,
        new GitLocalChanges(head, [.. files.Select(file => new GitFileEdit(file.Path, head, file.Text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(file.Text)))], []),
        Now);

    private string Files(int index) => string.Join(' ', _store.Rows[index].Contents.Select(
        file => $"{file.Path}={(file.Content is { } content ? Encoding.UTF8.GetString(content.Span) : "-")}@{file.Base}"));

    private void Set(int index, Func<GitEdit, GitEdit> change) => _store.Rows[index] = _store.Rows[index] with { Edit = change(_store.Rows[index].Edit) };

    [Theory]
    [InlineData(GitMode.Automatic, GitEditState.Pending)]
    [InlineData(GitMode.Manual, GitEditState.Open)]
    public async Task First_IsAnEditOfTheNode(GitMode mode, GitEditState state)
    {
        await StoreAsync(mode, "c1", ("a", "1"), ("b", null));

        var edit = Assert.Single(_store.Rows).Edit;
        Assert.Equal(("n1", "n1", state, Now, Now), (edit.Author, edit.Node, edit.State, edit.CreatedAt, edit.ChangedAt));
        Assert.Equal("a=1@c1 b=-@c1", Files(0));
    }

    [Fact]
    public async Task SameAgain_StoresNothing()
    {
        await StoreAsync(("a", "1"), ("b", null));
        await StoreAsync(("b", null), ("a", "1"));
        Set(0, edit => edit with { State = GitEditState.Open, Detail = "refused" });
        await StoreAsync(("b", null), ("a", "1"));

        Assert.Equal(1, _store.Writes);
        Assert.Equal(GitEditState.Open, _store.Rows[0].Edit.State);
    }

    [Fact]
    public async Task More_GoesIntoTheSameEdit_WhichIsTriedAgain()
    {
        await StoreAsync(("a", "1"), ("b", "1"));
        Set(0, edit => edit with { State = GitEditState.Open, Detail = "refused" });

        await StoreAsync(GitMode.Automatic, "c2", ("a", "2"), ("c", null));

        Assert.Single(_store.Rows);
        Assert.Equal("b=1@c1 a=2@c1 c=-@c2", Files(0));
        Assert.Equal(GitEditState.Pending, _store.Rows[0].Edit.State);
    }

    [Theory]
    [InlineData(GitEditState.Conflict, "n1")]
    [InlineData(GitEditState.Published, "n1")]
    [InlineData(GitEditState.Discarded, "n1")]
    [InlineData(GitEditState.Pending, "n2")]
    [InlineData(GitEditState.Open, null)]
    public async Task OtherEdits_AreLeftAlone(GitEditState state, string? node)
    {
        await StoreAsync(("a", "1"));
        Set(0, edit => edit with { State = state, Node = node });

        await StoreAsync(("a", "2"));

        Assert.Equal((2, "a=1@c1", "a=2@c1"), (_store.Rows.Count, Files(0), Files(1)));
        Assert.Equal((state, 1L), (_store.Rows[0].Edit.State, _store.Rows[0].Edit.Version));
    }

    [Fact]
    public async Task More_WhileTheEditIsTaken_BecomesAnother()
    {
        await StoreAsync(("a", "1"));
        // It is published between reading and writing.
        _store.BeforeUpdate = () => Set(0, edit => edit with { State = GitEditState.Published, Version = 2 });

        await StoreAsync(("b", "1"));

        Assert.Equal((2, GitEditState.Published, "b=1@c1"), (_store.Rows.Count, _store.Rows[0].Edit.State, Files(1)));
    }

    [Fact]
    public async Task Empty_Content_IsNoDeletion()
    {
        await StoreAsync(("a", ""));
        await StoreAsync(("a", null));
        Assert.Equal((1, 2, "a=-@c1"), (_store.Rows.Count, _store.Writes, Files(0)));
    }
}
