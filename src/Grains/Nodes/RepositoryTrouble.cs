namespace Universal.Grains.Nodes;

/// <summary>How bad it is that a repository is not in step with its remote.</summary>
public enum RepositoryTroubleKind
{
    /// <summary>The files are there, and may be old.</summary>
    Behind,

    /// <summary>There are no files yet, and may be soon.</summary>
    Waiting,

    /// <summary>There are no files, and somebody has to change something.</summary>
    Fault,
}

/// <summary>Why a repository is not in step with its remote.</summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RepositoryTrouble(RepositoryTroubleKind Kind, string Reason);
