using System.Text.Json;
using Universal.Catalogue;

namespace Universal.Gateway.Catalogue;

/// <summary>The catalogue of a node.</summary>
internal sealed record CatalogueModel(
    string ComputerName, string Hash, int Scripts, IReadOnlyList<CatalogueKindModel> Kinds, IReadOnlyList<CatalogueFaultModel> Faults)
{
    public static CatalogueModel Of(CatalogueSummary summary) => new(
        summary.Node, summary.Hash, summary.Scripts,
        [.. summary.Kinds.Select(kind => new CatalogueKindModel(kind.Kind, kind.Count, kind.InForce))],
        [.. summary.Faults.Select(fault => new CatalogueFaultModel(fault.File, fault.Line, fault.Message, fault.Severity))]);
}

/// <summary>A kind of resource.</summary>
internal sealed record CatalogueKindModel(string Kind, int Count, bool InForce);

/// <summary>Something wrong in the repository.</summary>
internal sealed record CatalogueFaultModel(string File, int? Line, string Message, FaultSeverity Severity);

/// <summary>A declared resource.</summary>
internal sealed record ResourceModel(string Kind, string? Name, string File, int? Line, JsonElement Properties)
{
    public static ResourceModel Of(ResourceInfo resource) => new(
        resource.Kind, resource.Name, resource.File, resource.Line, JsonSerializer.Deserialize<JsonElement>(resource.Properties));
}
