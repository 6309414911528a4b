using Universal.Git;
using Universal.Persistence.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>What an edit must be like, and what becomes of it.</summary>
internal static class GitEditRules
{
    private const int MaxFiles = 1_000;
    private const int MaxPath = 1_000;
    private const int MaxMessage = 10_000;
    private const long MaxBytes = 5 * 1024 * 1024;

    /// <summary>Whether it is still to be published or given up.</summary>
    public static bool IsUnfinished(GitEdit edit) => edit.State < GitEditState.Published;

    /// <summary>What is wrong with a message; null: nothing.</summary>
    public static string? MessageFault(string? message) => message switch
    {
        null => null,
        _ when message.All(c => char.IsWhiteSpace(c) || char.IsControl(c)) => "The message is empty; leave it out to have one made.",
        { Length: > MaxMessage } => $"The message has more than {MaxMessage} characters.",
        _ => null,
    };

    /// <summary>What is wrong with files; null: nothing.</summary>
    public static string? FilesFault(IReadOnlyList<GitFileContent> files)
    {
        if (files.Count > MaxFiles) return $"An edit has at most {MaxFiles} files.";
        if (files.Sum(file => (long)(file.Content?.Length ?? 0)) > MaxBytes) return "The files of an edit have at most 5 MB together; push larger ones with git.";
        if (files.Select(file => PathFault(file.Path)).FirstOrDefault(fault => fault is not null) is { } wrong) return wrong;
        return files.GroupBy(file => file.Path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"\"{twice.Key}\" is in the edit twice."
            : null;
    }

    /// <summary>What is wrong with a path; null: nothing.</summary>
    public static string? PathFault(string path)
    {
        if (path is not { Length: > 0 and <= MaxPath }) return $"A path has 1 to {MaxPath} characters.";
        if (path.Contains('\\', StringComparison.Ordinal) || path.Any(char.IsControl))
            return $"\"{path}\" holds a back slash or a control character; write paths with slashes, from the repository's folder on.";
        return GitPath.IsInside(path)
            ? null
            : $"\"{path}\" leads out of the repository, or into git's own folder; write it from the repository's folder on.";
    }

    /// <summary>Files of an edit after others were put in.</summary>
    public static IReadOnlyList<GitFileContent> Put(IReadOnlyList<GitFileContent> files, IReadOnlyList<GitFileContent> added, string? commit)
    {
        var paths = added.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        // What the author saw first is what counts: it is from there that the change is told.
        var bases = files.ToDictionary(file => file.Path, file => file.Base, StringComparer.Ordinal);
        return
        [
            .. files.Where(file => !paths.Contains(file.Path)),
            .. added.Select(file => file with { Base = bases.GetValueOrDefault(file.Path) ?? file.Base ?? commit }),
        ];
    }

    /// <summary>The message of a commit.</summary>
    public static string Message(GitEdit edit)
    {
        if (edit.Message is not null) return edit.Message;
        var names = edit.Files.Count == 1 ? edit.Files[0].Path : $"{edit.Files.Count} files: {GitText.List(edit.Files.Select(file => file.Path))}";
        var verb = edit.Files.All(file => file.Deleted) ? "Delete" : edit.Files.All(file => file.Base is null) ? "Add" : "Change";
        return edit.Node is null ? $"{verb} {names}" : $"{verb} {names} (on node {edit.Node})";
    }

    /// <summary>An edit after it was published, or was tried to be.</summary>
    public static GitEditRow Tried(GitEditRow row, GitResult<GitPublished> result, DateTimeOffset now)
    {
        var edit = row.Edit with { ChangedAt = now, Detail = result.Detail, Conflicts = [] };
        return row with
        {
            Edit = result.Outcome switch
            {
                GitOutcome.Success or GitOutcome.UpToDate => edit with { State = GitEditState.Published, Commit = result.Value?.Commit, Detail = null },
                GitOutcome.Conflict => edit with { State = GitEditState.Conflict, Conflicts = [.. result.Value!.Conflicts.Select(c => Conflict(c, result.Value.Commit))] },
                // Trying again would end the same way: its author has to change it.
                GitOutcome.Refused => edit with { State = GitEditState.Open },
                _ => edit,
            },
        };
    }

    /// <summary>An edit after one of its conflicts was decided; pending when it was the last. Null: no such conflict.</summary>
    public static GitEditRow? Resolve(GitEditRow row, string path, GitConflictChoice choice, ReadOnlyMemory<byte>? content, DateTimeOffset now)
    {
        if (row.Edit.Conflicts.FirstOrDefault(conflict => conflict.Path == path) is not { } conflict) return null;
        var others = row.Contents.Where(file => file.Path != path);
        // Decided in sight of the remote's version: from now on that is what the file is compared with.
        var decided = row.Contents.Where(file => file.Path == path).Select(file => file with { Base = conflict.TheirCommit });
        GitFileContent[] files = choice switch
        {
            GitConflictChoice.Mine => [.. others, .. decided],
            GitConflictChoice.Theirs => [.. others],
            _ => [.. others, .. decided.Select(file => file with { Content = content })],
        };
        GitEditConflict[] open = [.. row.Edit.Conflicts.Where(other => other.Path != path)];
        var state = open.Length > 0 ? GitEditState.Conflict : files.Length > 0 ? GitEditState.Pending : GitEditState.Discarded;
        return new GitEditRow(row.Edit with { Conflicts = open, State = state, Detail = open.Length > 0 ? row.Edit.Detail : null, ChangedAt = now }, files);
    }

    /// <summary>
    /// Stores what was changed in a node's folder as an edit of the node. As long as the remote does not take it the node finds the same changes again;
    /// they replace the edit that they made before.
    /// </summary>
    public static async Task StoreNodeEditAsync(IGitStore store, string node, GitMode mode, GitLocalChanges changes, DateTimeOffset now)
    {
        GitFileContent[] files = [.. changes.Files.Select(file => new GitFileContent(file.Path, file.Content, file.Base))];
        var state = mode == GitMode.Manual ? GitEditState.Open : GitEditState.Pending;
        foreach (var edit in await store.ListEditsAsync(unfinishedOnly: true, null, 500))
        {
            if (edit.Node != node || edit.State == GitEditState.Conflict) continue;
            if (await store.GetEditAsync(edit.Id) is not { } row || !IsUnfinished(row.Edit) || row.Edit.State == GitEditState.Conflict) continue;
            // 1. The same again: it is stored.
            if (IsSame(row.Contents, files)) return;
            // 2. More of it. Somebody who took the edit meanwhile leaves the rest for a new one.
            var merged = row with { Contents = Put(row.Contents, files, changes.Head), Edit = row.Edit with { State = state, ChangedAt = now } };
            if (await store.UpdateEditAsync(merged) is not null) return;
        }

        await store.InsertEditAsync(new GitEditRow(new GitEdit { Author = node, Node = node, State = state, CreatedAt = now, ChangedAt = now }, files));
    }

    private static bool IsSame(IReadOnlyList<GitFileContent> stored, IReadOnlyList<GitFileContent> found) =>
        stored.Count == found.Count && found.All(file => stored.Any(other =>
            other.Path == file.Path && (other.Content is null) == (file.Content is null)
            && (file.Content is null || other.Content!.Value.Span.SequenceEqual(file.Content.Value.Span))));

    private static GitEditConflict Conflict(GitConflict conflict, string? theirCommit) =>
        new(conflict.Path, Text(conflict.Base), Text(conflict.Ours), Text(conflict.Theirs), theirCommit);

    private static string? Text(GitConflictSide? side) =>
        side?.Content is { } content && content.Span.IndexOf((byte)0) < 0 ? System.Text.Encoding.UTF8.GetString(content.Span) : null;
}
