namespace Universal.Grains.Nodes;

/// <summary>How bad it is that a repository is not in step with its remote.</summary>
public enum RepositoryTroubleKind
{
    /// <summary>The files are there, and may be old.</summary>
    Behind,

    /// <summary>There are no files yet.</summary>
    Waiting,
}

/// <summary>Why a repository is not in step with its remote.</summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RepositoryTrouble(RepositoryTroubleKind Kind, string Reason)
{
    /// <summary>Code of the trouble in <see cref="NodeTroubles"/>.</summary>
    public const string Code = "repository_out_of_step";
}
