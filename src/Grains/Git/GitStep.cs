using Universal.Git;
using Universal.Repository.Git;

namespace Universal.Grains.Git;

/// <summary>What one synchronisation of a node came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">Why it failed.</param>
/// <param name="From">The commit of the files before.</param>
/// <param name="To">The commit of the files now.</param>
internal sealed record GitStep(GitOutcome Outcome, string? Detail, string? From, string? To)
{
    /// <summary>Files that changed.</summary>
    public IReadOnlyList<GitChange> Changes { get; init; } = [];

    /// <summary>What else happened, for the history.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the files are as they are meant to be.</summary>
    public bool Succeeded => Outcome is GitOutcome.Success or GitOutcome.UpToDate or GitOutcome.NotConfigured;
}

/// <summary>Texts and forms for what git says.</summary>
internal static class GitText
{
    private const int MaxNamed = 10;
    private const int MaxListed = 100;

    /// <summary>Some paths, and how many more there are.</summary>
    public static string List(IEnumerable<string> paths)
    {
        var all = paths.ToArray();
        return string.Join(", ", all.Take(MaxNamed)) + (all.Length > MaxNamed ? $" and {all.Length - MaxNamed} more" : "");
    }

    /// <summary>What taking the remote's state lost; null: nothing.</summary>
    public static string? Left(GitReset reset)
    {
        var texts = new List<string>();
        if (reset.LeftCommits > 0) texts.Add($"{reset.LeftCommits} commits are not in the remote's branch any more.");
        if (reset.Discarded.Count > 0) texts.Add($"Changed files were replaced: {List(reset.Discarded)}.");
        if (reset.Removed.Count > 0) texts.Add($"Files that are not in the repository were removed: {List(reset.Removed)}.");
        return texts.Count == 0 ? null : string.Join(' ', texts);
    }

    /// <summary>The changes that are told, in the contract's form; the number of all is told beside them.</summary>
    public static GitFileChange[] Listed(IReadOnlyList<GitChange> changes) => [.. changes.Take(MaxListed).Select(Change)];

    /// <summary>The contract's form of a change.</summary>
    public static GitFileChange Change(GitChange change) => new(change.Path, change.Kind switch
    {
        GitChangeKind.Added => GitFileChangeKind.Added,
        GitChangeKind.Deleted => GitFileChangeKind.Deleted,
        _ => GitFileChangeKind.Modified,
    });
}

/// <summary>Makes authors of commits.</summary>
internal static class GitAuthors
{
    /// <summary>The author of that name. Identities have no mail address, so it gets one that can belong to nobody.</summary>
    public static GitAuthor Of(string name) => new(name, $"{name}@universal.invalid");
}
