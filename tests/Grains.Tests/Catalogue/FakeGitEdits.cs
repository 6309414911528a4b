using System.Text;
using Universal.Git;

namespace Universal.Grains.Tests.Catalogue;

/// <summary>Edits of one file, published to a remote that is a text. An edit that was made on an older commit does not fit.</summary>
internal sealed class FakeGitEdits : IGitEditsGrain
{
    private readonly List<GitEdit> _edits = [];
    private int _commit = 1;

    /// <summary>All that were made.</summary>
    public IReadOnlyList<GitEdit> Edits => _edits;

    /// <summary>The remote's commit.</summary>
    public string Commit => $"c{_commit}";

    /// <summary>The file at the remote; null: it is not there.</summary>
    public string? Remote { get; private set; }

    /// <summary>Whether the remote cannot be reached.</summary>
    public bool Away { get; set; }

    /// <summary>Why the edit cannot be written at all.</summary>
    public string? Refusal { get; set; }

    /// <summary>Called before each try, as somebody who is faster.</summary>
    public Action? BeforePublish { get; set; }

    /// <summary>Somebody else's commit.</summary>
    public void Push(string text) => (Remote, _commit) = (text, _commit + 1);

    public Task<GitEditResult> Create(string author, string? message, IReadOnlyList<GitFileContent> files, bool publish)
    {
        _edits.Add(new GitEdit { Id = _edits.Count + 1, Author = author, Message = message, State = GitEditState.Pending });
        return Task.FromResult(Publish(_edits[^1], Assert.Single(files)));
    }

    public Task<GitEditResult> Resolve(long id, string path, GitConflictChoice choice, ReadOnlyMemory<byte>? content)
    {
        var edit = _edits.Single(known => known.Id == id);
        Assert.Equal((GitEditState.Conflict, GitConflictChoice.Content), (edit.State, choice));
        return Task.FromResult(Publish(edit, new GitFileContent(path, content, Assert.Single(edit.Conflicts).TheirCommit)));
    }

    public Task<GitEditResult> Discard(long id, IReadOnlyList<string>? paths) =>
        Task.FromResult(Done(_edits.Single(edit => edit.Id == id) with { State = GitEditState.Discarded, Conflicts = [] }));

    public Task<GitEdit?> Get(long id) => Task.FromResult(_edits.Find(edit => edit.Id == id));

    public Task<IReadOnlyList<GitEdit>> List(bool unfinishedOnly, long? before, int take) => throw new NotSupportedException();

    public Task<GitEditResult> Put(long id, IReadOnlyList<GitFileContent> files) => throw new NotSupportedException();

    public Task<GitEditResult> Publish(long id, string? message, IReadOnlyList<string>? paths) => throw new NotSupportedException();

    public Task<GitEditDiff?> Diff(long id, string path) => throw new NotSupportedException();

    private GitEditResult Publish(GitEdit edit, GitFileContent file)
    {
        BeforePublish?.Invoke();
        var text = Encoding.UTF8.GetString(file.Content!.Value.Span);
        if (Away) return Done(edit with { Detail = "The remote cannot be reached." });
        if (Refusal is not null) return Done(edit with { State = GitEditState.Open, Detail = Refusal });
        if (file.Base != Commit)
            return Done(edit with { State = GitEditState.Conflict, Detail = "It does not fit.", Conflicts = [new GitEditConflict(file.Path, null, text, Remote, Commit)] });
        Push(text);
        return Done(edit with { State = GitEditState.Published, Commit = Commit, Conflicts = [], Detail = null });
    }

    private GitEditResult Done(GitEdit edit) => new(GitEditStatus.Done, _edits[(int)edit.Id - 1] = edit);
}
