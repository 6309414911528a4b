using Orleans.Concurrency;
using Universal.Catalogue;
using Universal.Grains.Nodes;
using Universal.Repository.Catalogue;
using Universal.Security;

namespace Universal.Grains.Catalogue;

/// <summary>See <see cref="ICatalogueGrain"/>.</summary>
[StatelessWorker, Reentrant]
internal sealed class CatalogueGrain(ICatalogue catalogue, LocalNode node) : Grain, ICatalogueGrain
{
    private const int MaxTake = 500;
    private const int MaxFaults = 1_000;

    public Task<CatalogueSummary> Summarize()
    {
        var snapshot = catalogue.Current;
        var counts = snapshot.Resources.CountBy(resource => resource.Kind).ToDictionary();
        return Task.FromResult(new CatalogueSummary(
            node.Name,
            snapshot.Hash,
            snapshot.Scripts.Count,
            CatalogueKinds.All.Select(kind => new ResourceCount(kind, counts.GetValueOrDefault(kind), CatalogueKinds.IsInForce(kind))).ToArray(),
            catalogue.Faults.Take(MaxFaults).ToArray()));
    }

    public Task<ResourcePage?> List(string kind, string? search, int skip, int take) => ListFor(kind, search, skip, take, [Roles.Administrator]);

    public Task<ResourcePage?> ListFor(string kind, string? search, int skip, int take, IReadOnlyList<string> roles)
    {
        if (CatalogueKinds.Find(kind) is not { } known) return Task.FromResult<ResourcePage?>(null);
        var found = catalogue.Current.Resources
            .Where(resource => resource.Kind == known)
            .Where(resource => resource.Texts("Role") is not { Count: > 0 } wanted || wanted.Any(role => Roles.Covers(roles, role)))
            .Where(resource => string.IsNullOrEmpty(search)
                || resource.Name?.Contains(search, StringComparison.OrdinalIgnoreCase) == true
                || resource.File.Contains(search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var page = found.Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 1, MaxTake))
            .Select(resource => new ResourceInfo(resource.Kind, resource.Name, resource.File, resource.Line, SecretMask.Write(resource)))
            .ToArray();
        return Task.FromResult<ResourcePage?>(new ResourcePage(page, found.Length));
    }
}
