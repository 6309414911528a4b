using LibGit2Sharp;
using LibRepository = LibGit2Sharp.Repository;

namespace Universal.Repository.Git.Local;

/// <summary>Moves branch, index and files to a commit so that a crash in the middle is completed later and not taken for somebody's changes.</summary>
internal static class Checkout
{
    private const string Marker = "universal-checkout";

    /// <summary>
    /// Moves. Files of the commits before and after must hold nothing that is still wanted. Gives how many commits are left behind.
    /// </summary>
    public static int MoveTo(LibRepository repository, string branch, Commit commit)
    {
        var name = "refs/heads/" + branch;
        var left = Keep(repository, (repository.Refs[name] as DirectReference)?.TargetIdentifier, commit);
        // 1. Nothing has changed yet. From here on, whoever uses the folder next completes the move first.
        WriteWhole(MarkerOf(repository), commit.Sha);
        // 2. The branch exists and is the one in use; its files may be those of either commit.
        if (repository.Info.IsHeadUnborn || repository.Refs.Head.TargetIdentifier != name)
        {
            repository.Refs.Add(name, commit.Id, allowOverwrite: true);
            UseBranch(repository.Info.Path, branch);
        }

        // 3. Files, index and branch are those of the commit.
        repository.Reset(ResetMode.Hard, commit);
        // 4. What differs from now on is somebody's change.
        File.Delete(MarkerOf(repository));
        return left;
    }

    /// <summary>
    /// Completes the move that a crash interrupted. Changes made since then in the files it concerns are lost, so it comes before everything else.
    /// </summary>
    public static void Complete(LibRepository repository, string branch)
    {
        var marker = MarkerOf(repository);
        if (!File.Exists(marker)) return;
        if (ObjectId.TryParse(File.ReadAllText(marker), out var id) && repository.Lookup<Commit>(id) is { } commit)
            MoveTo(repository, branch, commit);
        else
            File.Delete(marker);
    }

    /// <summary>Makes the branch the one in use, whether it has a commit or not.</summary>
    public static void UseBranch(string gitFolder, string branch) => WriteWhole(Path.Combine(gitFolder, "HEAD"), $"ref: refs/heads/{branch}\n");

    /// <summary>Writes a file so that it is whole or as before, whatever happens.</summary>
    public static void WriteWhole(string path, string text)
    {
        var next = path + ".next";
        File.WriteAllText(next, text);
        File.Move(next, path, overwrite: true);
    }

    // Jobs may be pinned to a commit that no branch leads to any more, and its author may want it back.
    private static int Keep(LibRepository repository, string? tip, Commit commit)
    {
        if (tip is null || repository.Lookup<Commit>(tip) is not { } old) return 0;
        var left = Divergence.Of(repository, old, commit).Ahead;
        if (left > 0) repository.Refs.Add("refs/universal/left/" + old.Sha, old.Id, allowOverwrite: true);
        return left;
    }

    private static string MarkerOf(LibRepository repository) => Path.Combine(repository.Info.Path, Marker);
}
