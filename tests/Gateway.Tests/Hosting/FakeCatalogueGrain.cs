using Universal.Catalogue;

namespace Universal.Gateway.Tests.Hosting;

internal sealed class FakeCatalogueGrain : Grain, ICatalogueGrain
{
    private static readonly ResourceInfo[] Tags =
        [.. Enumerable.Range(1, 3).Select(i => new ResourceInfo("tag", $"t{i}", ".universal/tags.ps1", i, $$"""{"Name":"t{{i}}"}"""))];

    public Task<CatalogueSummary> Summarize() => Task.FromResult(new CatalogueSummary(
        "n1", "abc", 2, [new("script", 1, InForce: true), new("tag", 3, InForce: false)],
        [new(".universal/tags.ps1", 1, "3 of kind tag.", FaultSeverity.Refused), new("", null, "Unreadable.")]));

    public Task<ResourcePage?> ListFor(string kind, string? search, int skip, int take, IReadOnlyList<string> roles) => List(kind, search, skip, take);

    public Task<ResourcePage?> List(string kind, string? search, int skip, int take)
    {
        if (kind != "tag") return Task.FromResult<ResourcePage?>(null);
        var found = Tags.Where(tag => search is null || tag.Name!.Contains(search, StringComparison.Ordinal)).ToArray();
        return Task.FromResult<ResourcePage?>(new ResourcePage([.. found.Skip(skip).Take(take)], found.Length));
    }
}
