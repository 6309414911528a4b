using Universal.Calls;

namespace Universal.Catalogue;

/// <summary>The catalogue of the answering node: what the configuration repository declares, as that node last read it whole and sound. Key 0.</summary>
[Alias("universal.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>The catalogue as a whole: its hash, how much of each kind it holds, and what is wrong in the repository.</summary>
    [Alias("Summarize"), Repeatable] Task<CatalogueSummary> Summarize();

    /// <summary>
    /// Resources of one kind by name, from the <paramref name="skip"/>th on, at most <paramref name="take"/> (1 to 500). Secrets in their values are masked.
    /// </summary>
    /// <param name="kind">A kind of <see cref="CatalogueSummary.Kinds"/>; letter case does not matter.</param>
    /// <param name="search">Only resources whose name or file contains it; null: all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    /// <returns>Null: there is no such kind.</returns>
    [Alias("List"), Repeatable] Task<ResourcePage?> List(string kind, string? search, int skip, int take);

    /// <summary>The same for somebody with these roles: what is declared for other roles is not there.</summary>
    /// <param name="kind">A kind of <see cref="CatalogueSummary.Kinds"/>; letter case does not matter.</param>
    /// <param name="search">Only resources whose name or file contains it; null: all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to return.</param>
    /// <param name="roles">The roles in effect.</param>
    /// <returns>Null: there is no such kind.</returns>
    [Alias("ListFor"), Repeatable] Task<ResourcePage?> ListFor(string kind, string? search, int skip, int take, IReadOnlyList<string> roles);
}

/// <summary>A catalogue as a whole.</summary>
/// <param name="Node">Name of the node whose catalogue it is.</param>
/// <param name="Hash">SHA-256 of what the catalogue holds, in hexadecimal: nodes with the same files have the same.</param>
/// <param name="Scripts">How many scripts there are, declared ones and those found by their file.</param>
/// <param name="Kinds">Every kind of resource, by name.</param>
/// <param name="Faults">What was wrong when the repository was last read, at most 1,000.</param>
[GenerateSerializer, Immutable, Alias("universal.CatalogueSummary")]
public sealed record CatalogueSummary(
    [property: Id(0)] string Node,
    [property: Id(1)] string Hash,
    [property: Id(2)] int Scripts,
    [property: Id(3)] IReadOnlyList<ResourceCount> Kinds,
    [property: Id(4)] IReadOnlyList<CatalogueFault> Faults);

/// <summary>A kind of resource in a catalogue.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many are declared.</param>
/// <param name="InForce">Whether this version acts on them; otherwise they are listed and nothing more.</param>
[GenerateSerializer, Immutable, Alias("universal.ResourceCount")]
public sealed record ResourceCount([property: Id(0)] string Kind, [property: Id(1)] int Count, [property: Id(2)] bool InForce);

/// <summary>A page of resources.</summary>
/// <param name="Resources">The resources.</param>
/// <param name="Total">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("universal.ResourcePage")]
public sealed record ResourcePage([property: Id(0)] IReadOnlyList<ResourceInfo> Resources, [property: Id(1)] int Total);

/// <summary>A resource as the repository declares it.</summary>
/// <param name="Kind">What is declared: <c>script</c>, <c>schedule</c>, ...</param>
/// <param name="Name">What tells it from others of its kind; null for what has no name.</param>
/// <param name="File">Path of the file that declares it, with forward slashes.</param>
/// <param name="Line">Line in that file; null: unknown.</param>
/// <param name="Properties">What the declaration gives, as a JSON object with secrets masked.</param>
[GenerateSerializer, Immutable, Alias("universal.ResourceInfo")]
public sealed record ResourceInfo(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Name,
    [property: Id(2)] string File,
    [property: Id(3)] int? Line,
    [property: Id(4)] string Properties);
