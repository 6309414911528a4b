using LibGit2Sharp;
using Universal.Git;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>An edit on top of the remote's commit, in git's object store.</summary>
/// <param name="Tree">All files; null: there are conflicts, or there is nothing to do.</param>
/// <param name="Changes">What differs from that commit.</param>
/// <param name="Conflicts">What does not fit.</param>
internal sealed record EditedTree(Tree? Tree, IReadOnlyList<GitChange> Changes, IReadOnlyList<GitConflict> Conflicts)
{
    /// <summary>The edit on top of that commit; null: on top of nothing. Fails with every file that cannot be written there.</summary>
    public static EditedTree Of(LibRepository repository, Commit? tip, IReadOnlyList<GitFileEdit> edits)
    {
        var steps = edits.Select(edit => EditStep.Of(repository, tip, edit)).ToArray();
        var faults = steps.Select(step => step.Fault).OfType<string>().ToList();
        var definition = tip is null ? new TreeDefinition() : TreeDefinition.From(tip);
        // What goes comes first: an edit may put a folder in the place of a file.
        var taken = steps.Where(step => step.Kind is not null).OrderBy(step => step.Path, StringComparer.Ordinal).ToArray();
        foreach (var step in taken.Where(step => step.Result is null)) definition.Remove(step.Path);
        foreach (var step in taken.Where(step => step.Result is not null))
        {
            if (InTheWay(definition, step.Path) is { } fault) faults.Add(fault);
            else definition.Add(step.Path, step.Result, step.Mode);
        }

        if (faults.Count > 0) throw new GitException(GitOutcome.Refused, string.Join(' ', faults));
        GitConflict[] conflicts = [.. steps.Select(step => step.Conflict).OfType<GitConflict>().OrderBy(conflict => conflict.Path, StringComparer.Ordinal)];
        return taken.Length == 0 || conflicts.Length > 0
            ? new EditedTree(null, [], conflicts)
            : new EditedTree(repository.ObjectDatabase.CreateTree(definition), [.. taken.Select(step => new GitChange(step.Path, step.Kind!.Value))], []);
    }

    // Writing a path replaces without a word whatever else is in its way.
    private static string? InTheWay(TreeDefinition definition, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end > 0; end = path.IndexOf('/', end + 1))
        {
            if (definition[path[..end]] is { TargetType: not TreeEntryTargetType.Tree })
                return $"{path} cannot be written, because {path[..end]} is no folder there.";
        }

        return definition[path] is { TargetType: TreeEntryTargetType.Tree } ? $"{path} cannot be written, because it is a folder there." : null;
    }
}
