using Universal.Git;
using Universal.Persistence.Git;

namespace Universal.Persistence.Tests.Stores;

public sealed class SqliteGitStoreTests(SqliteFixture fixture) : GitStoreContract(fixture), IClassFixture<SqliteFixture>;

public sealed class PostgreSqlGitStoreTests(PostgreSqlFixture fixture) : GitStoreContract(fixture), IClassFixture<PostgreSqlFixture>;

/// <summary>What <see cref="IGitStore"/> promises, on every engine.</summary>
public abstract class GitStoreContract(StoreFixture fixture)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Commit = new('c', 40);

    private IGitStore Git => fixture.Git;

    private static GitEditRow New(GitEditState state = GitEditState.Open, params GitFileContent[] files) =>
        new(new GitEdit { Author = "anna", State = state, CreatedAt = Noon, ChangedAt = Noon }, files);

    private static GitFileContent File(string path, string? text, string? seen = null) =>
        new(path, text is null ? default(ReadOnlyMemory<byte>?) : System.Text.Encoding.UTF8.GetBytes(text), seen);

    private static void AssertSame(GitEdit expected, GitEdit actual)
    {
        Assert.Equal(expected.Files, actual.Files);
        Assert.Equal(expected.Conflicts, actual.Conflicts);
        Assert.Equal(expected with { Files = [], Conflicts = [] }, actual with { Files = [], Conflicts = [] });
    }

    private static void AssertSame(IEnumerable<GitFileContent> expected, IEnumerable<GitFileContent> actual) =>
        Assert.Equal(expected.Select(Describe), actual.Select(Describe));

    private static (string, string?, string?) Describe(GitFileContent file) =>
        (file.Path, file.Base, file.Content is { } content ? Convert.ToHexString(content.Span) : null);

    [Fact]
    public async Task Get_AfterInsert_GivesEveryPropertyAndContent()
    {
        var allBytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var row = new GitEditRow(
            new GitEdit
            {
                Author = "änna", Node = "n1", Message = "why\n\n\"so\" 😀", State = GitEditState.Conflict, Commit = Commit, Detail = "detail 'x'",
                CreatedAt = Noon.AddTicks(1_234_560), ChangedAt = Noon.AddMinutes(1), Conflicts = [new GitEditConflict("ä/ü 😀.ps1", "b\r\n", null, "t\t", Commit)],
            },
            [new GitFileContent("ä/ü 😀.ps1", allBytes, Commit), File("empty.txt", ""), File("gone \"x\".ps1", null, Commit)]);

        var inserted = await Git.InsertEditAsync(row);
        var stored = await Git.GetEditAsync(inserted.Edit.Id);

        Assert.True(inserted.Edit.Id > 0);
        Assert.Equal(1, inserted.Edit.Version);
        Assert.NotNull(stored);
        AssertSame(inserted.Edit, stored.Edit);
        AssertSame(row.Contents, stored.Contents);
        Assert.Equal(
            [new GitEditFile("ä/ü 😀.ps1", Commit, false, 256), new GitEditFile("empty.txt", null, false, 0), new GitEditFile("gone \"x\".ps1", Commit, true, 0)], stored.Edit.Files);
        Assert.Null(await Git.GetEditAsync(long.MaxValue));
    }

    [Fact]
    public async Task Content_OfMegabytes_IsKept()
    {
        var large = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(large);
        var inserted = await Git.InsertEditAsync(New(files: new GitFileContent("large.bin", large)));
        Assert.Equal(large, (await Git.GetEditAsync(inserted.Edit.Id))!.Contents[0].Content!.Value.ToArray());
    }

    [Fact]
    public async Task Update_OverItsVersion_WritesAndRaisesIt()
    {
        var row = await Git.InsertEditAsync(New(files: File("a", "1")));

        var updated = await Git.UpdateEditAsync(row with
        {
            Edit = row.Edit with { State = GitEditState.Pending, Message = "m", Detail = "d", ChangedAt = Noon.AddHours(1) }, Contents = [File("b", "22")],
        });
        var stored = await Git.GetEditAsync(row.Edit.Id);

        Assert.Equal(2, updated!.Edit.Version);
        AssertSame(updated.Edit, stored!.Edit);
        Assert.Equal([new GitEditFile("b", null, false, 2)], stored.Edit.Files);
        Assert.Equal(("anna", Noon), (stored.Edit.Author, stored.Edit.CreatedAt));
    }

    [Fact]
    public async Task Update_TwoWriters_OneIsTold()
    {
        var row = await Git.InsertEditAsync(New(files: File("a", "1")));

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Git.UpdateEditAsync(row with { Edit = row.Edit with { Message = $"{n}" } }))));

        var winner = Assert.Single(written, result => result is not null)!;
        AssertSame(winner.Edit, (await Git.GetEditAsync(row.Edit.Id))!.Edit);
        Assert.Null(await Git.UpdateEditAsync(row));
        Assert.Null(await Git.UpdateEditAsync(row with { Edit = row.Edit with { Id = long.MaxValue } }));
    }

    [Theory]
    [InlineData(GitEditState.Published)]
    [InlineData(GitEditState.Discarded)]
    public async Task Update_Final_DropsTheContentsAndKeepsTheList(GitEditState final)
    {
        var row = await Git.InsertEditAsync(New(GitEditState.Pending, File("a", "123"), File("b", null)));

        var ended = await Git.UpdateEditAsync(row with { Edit = row.Edit with { State = final, Commit = Commit } });
        var stored = await Git.GetEditAsync(row.Edit.Id);

        Assert.Empty(ended!.Contents);
        Assert.Empty(stored!.Contents);
        Assert.Equal([new GitEditFile("a", null, false, 3), new GitEditFile("b", null, true, 0)], stored.Edit.Files);
        Assert.Equal(Commit, stored.Edit.Commit);
    }

    [Fact]
    public async Task List_NewestFirst_ByPages_UnfinishedOnRequest()
    {
        var edits = new List<GitEdit>();
        foreach (var state in new[] { GitEditState.Open, GitEditState.Published, GitEditState.Pending, GitEditState.Discarded, GitEditState.Conflict })
            edits.Add((await Git.InsertEditAsync(New(state, File("a", "1")))).Edit);
        var end = edits[^1].Id + 1;

        async Task<long[]> IdsAsync(bool unfinished, long? before, int take) =>
            [.. (await Git.ListEditsAsync(unfinished, before, take)).Select(edit => edit.Id).Where(id => id >= edits[0].Id)];
        Assert.Equal([edits[4].Id, edits[3].Id], await IdsAsync(false, end, 2));
        Assert.Equal([edits[2].Id, edits[1].Id, edits[0].Id], await IdsAsync(false, edits[3].Id, 3));
        Assert.Equal([edits[4].Id, edits[2].Id, edits[0].Id], await IdsAsync(true, end, 3));
        Assert.Equal(edits[4].Id, (await Git.ListEditsAsync(true, null, 500))[0].Id);
        Assert.Single(await Git.ListEditsAsync(false, null, 0));
        Assert.Single((await Git.ListEditsAsync(true, end, 1))[0].Files);
    }

    [Fact]
    public async Task ListPending_InTheOrderOfTheirNumbers()
    {
        var first = await Git.InsertEditAsync(New(GitEditState.Pending, File("a", "1")));
        var open = await Git.InsertEditAsync(New(GitEditState.Open, File("a", "1")));
        var third = await Git.InsertEditAsync(New(GitEditState.Pending, File("a", "1")));

        // Becoming pending later does not put it behind.
        await Git.UpdateEditAsync(open with { Edit = open.Edit with { State = GitEditState.Pending } });
        await Git.UpdateEditAsync(third with { Edit = third.Edit with { Detail = "tried" } });

        Assert.Equal([first.Edit.Id, open.Edit.Id, third.Edit.Id], (await Git.ListPendingEditsAsync()).Where(id => id >= first.Edit.Id));
        await Git.UpdateEditAsync(first with { Edit = first.Edit with { State = GitEditState.Published } });
        Assert.DoesNotContain(first.Edit.Id, await Git.ListPendingEditsAsync());
    }

    [Fact]
    public async Task History_GivesWhatWasAppended_NewestFirst_ByPages()
    {
        var full = new GitSyncRecord
        {
            At = Noon.AddTicks(1_234_560), Node = "n1", Trigger = GitTrigger.Hook, Outcome = GitOutcome.RemoteRefused, From = Commit, To = new string('d', 40), Detail = "ä 'x'",
            Changes = [new GitFileChange("ü.ps1", GitFileChangeKind.Deleted), new GitFileChange("b", GitFileChangeKind.Added)], ChangeCount = 250,
        };
        await Git.AppendHistoryAsync(new GitSyncRecord { At = Noon, Node = "n2" });
        await Git.AppendHistoryAsync(full);

        var newest = await Git.ListHistoryAsync(null, 2);

        Assert.Equal(["n1", "n2"], newest.Select(record => record.Node));
        Assert.Equal(full.Changes, newest[0].Changes);
        Assert.Equal(full with { Id = newest[0].Id, Changes = [] }, newest[0] with { Changes = [] });
        Assert.Equal(new GitSyncRecord { Id = newest[1].Id, At = Noon, Node = "n2", Changes = newest[1].Changes }, newest[1]);
        Assert.Equal(newest[1].Id, (await Git.ListHistoryAsync(newest[0].Id, 1))[0].Id);
    }

    [Fact]
    public async Task History_OfTenThousands_KeepsTheLastTenThousand()
    {
        await Git.AppendHistoryAsync(new GitSyncRecord { At = Noon, Node = "first" });
        await fixture.RunAsync(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10250)
            INSERT INTO git_history (logged_at, node, cause, outcome, changes, change_count)
            SELECT (SELECT max(logged_at) FROM git_history), 'many', 1, 1, '[]', 0 FROM n
            """);

        // Each hundredth entry throws the old ones out.
        for (var i = 0; i < 100; i++) await Git.AppendHistoryAsync(new GitSyncRecord { At = Noon, Node = "last" });

        var stored = await fixture.RunAsync("SELECT count(*) FROM git_history");
        Assert.InRange(stored, 10_000, 10_099);
        Assert.Equal("last", (await Git.ListHistoryAsync(null, 1))[0].Node);
        Assert.DoesNotContain(await Git.ListHistoryAsync(200, 500), record => record.Node == "first");
        Assert.Equal(500, (await Git.ListHistoryAsync(null, 100_000)).Count);
    }
}
