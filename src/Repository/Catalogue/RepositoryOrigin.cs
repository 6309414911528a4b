namespace Universal.Repository.Catalogue;

/// <summary>Where the files of a repository's folder come from.</summary>
/// <param name="Commit">The commit; null: none that is known.</param>
/// <param name="Faults">What in it is not what it seems.</param>
public sealed record RepositoryOrigin(string? Commit, IReadOnlyList<CatalogueFault> Faults)
{
    /// <summary>From nowhere that is known.</summary>
    public static RepositoryOrigin None { get; } = new(null, []);
}
