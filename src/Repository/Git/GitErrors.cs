using LibGit2Sharp;
using Universal.Git;

namespace Universal.Repository.Git;

/// <summary>Tells the expected failures of git from each other. Its libraries and programs say most of it in words only.</summary>
internal static class GitErrors
{
    // Numbers of libgit2's error classes: zlib, object database, index, object, tree, pack indexer.
    private static readonly int[] DataCategories = [5, 9, 10, 11, 14, 15];

    private static readonly string[] AuthenticationWords =
    [
        "authentication", "credentials", "could not read username", "could not read password", "terminal prompts disabled", "access denied",
        "permission denied (", "status code: 401", "status code: 403", "returned error: 401", "returned error: 403",
    ];

    private static readonly string[] DiskFullWords = ["no space left on device", "disk quota exceeded", "not enough space"];

    private static readonly string[] LockedWords = [".lock': file exists", "failed to lock file", "failed to create locked file"];

    private static readonly string[] CorruptWords =
    [
        "is corrupt", "corrupted", "object not found", "bad object", "bad tree", "loose object", "object file", "unable to read tree",
        // What a fetch says that takes a damaged commit for one that is here.
        "target oid for the reference doesn't exist",
    ];

    // What a remote says when somebody else pushed first, before or within the push.
    private static readonly string[] BehindWords =
    [
        "non-fast-forward", "fast-forward", "fetch first", "failed to update ref", "cannot lock ref", "failed to lock", "incorrect old value",
        "reference already exists", "stale info", "needs force", "not present locally",
    ];

    /// <summary>The failure of a local operation; null: an unexpected one, which is to be thrown on.</summary>
    public static GitException? OfLocal(Exception error) => error switch
    {
        GitException known => known,
        _ when IsDiskFull(error) => new GitException(GitOutcome.DiskFull, error.Message),
        UnauthorizedAccessException => new GitException(GitOutcome.Refused, "The node's user may not write here. " + error.Message),
        LockedFileException => Locked(error.Message),
        RepositoryNotFoundException => new GitException(GitOutcome.NotFound, "There is no git repository in the folder yet: " + error.Message),
        CheckoutConflictException => new GitException(GitOutcome.UncommittedChanges, error.Message),
        LibGit2SharpException when Has(error, "not owned by") => new GitException(
            GitOutcome.Refused, "Git does not use a folder of another user; make the node's user its owner. " + error.Message),
        LibGit2SharpException when Has(error, LockedWords) => Locked(error.Message),
        LibGit2SharpException when IsAboutData(error) || Has(error, CorruptWords) => Corrupt(error.Message),
        _ => null,
    };

    /// <summary>The failure of a network operation of the library.</summary>
    public static GitException OfNetwork(LibGit2SharpException error)
    {
        if (error is NonFastForwardException) return Behind(error.Message);
        if (error is LockedFileException || Has(error, LockedWords)) return Locked(error.Message);
        if (IsDiskFull(error)) return new GitException(GitOutcome.DiskFull, error.Message);
        if (Has(error, AuthenticationWords)) return new GitException(GitOutcome.AuthenticationFailed, error.Message);
        return Has(error, CorruptWords) ? Corrupt(error.Message) : new GitException(GitOutcome.RemoteUnreachable, error.Message);
    }

    /// <summary>The failure of the git program, from what it wrote to its standard error.</summary>
    public static GitException OfProgram(string errors)
    {
        var lines = errors.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.Where(line => line.Split(':')[0] is "fatal" or "error").ToArray();
        var detail = string.Join(' ', said.Length > 0 ? said : lines.TakeLast(3));
        if (detail.Length == 0) detail = "The git program failed and does not say why.";
        var outcome = true switch
        {
            _ when Has(errors, DiskFullWords) => GitOutcome.DiskFull,
            _ when Has(errors, LockedWords) => GitOutcome.Locked,
            _ when Has(errors, "dubious ownership") => GitOutcome.Refused,
            _ when Has(errors, AuthenticationWords) => GitOutcome.AuthenticationFailed,
            _ when Has(errors, CorruptWords) => GitOutcome.Corrupt,
            _ => GitOutcome.RemoteUnreachable,
        };
        return new GitException(outcome, detail);
    }

    /// <summary>A push that the remote answered with no, for that reason.</summary>
    public static GitException OfRejection(string reason) =>
        Has(reason, BehindWords) ? Behind(reason) : new GitException(GitOutcome.RemoteRefused, "The remote refuses the push: " + reason);

    private static bool IsDiskFull(Exception error) =>
        // ENOSPC and EDQUOT as the runtime passes them on, and Windows' code.
        error is IOException { HResult: 28 or 122 or unchecked((int)0x80070070) }
        || (error is LibGit2SharpException or IOException && Has(error, DiskFullWords));

    private static bool IsAboutData(Exception error) => error.Data["libgit2.category"] is int category && DataCategories.Contains(category);

    private static bool Has(Exception error, params string[] words) => Has(error.Message, words);

    private static bool Has(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static GitException Behind(string detail) =>
        new(GitOutcome.NotFastForward, "Somebody else pushed to the remote in the meantime; try again. " + detail);

    private static GitException Locked(string detail) =>
        new(GitOutcome.Locked, "Another git program uses the working copy; a lock that nobody holds any more is removed after a minute. " + detail);

    private static GitException Corrupt(string detail) =>
        new(GitOutcome.Corrupt, "Git's data in the folder is damaged; keep what is not pushed, remove the folder and let it be cloned again. " + detail);
}
