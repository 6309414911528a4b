using System.Text.Json;
using Universal.Catalogue;
using Universal.Grains.Catalogue;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Tests.Catalogue;

/// <summary>What of the catalog somebody sees.</summary>
public sealed class CatalogueGrainTests
{
    private readonly CatalogueGrain _grain = new(new Catalog(), null!);

    [Theory]
    [InlineData("Reader", "open,readers")]
    [InlineData("Operator", "open,readers")]
    [InlineData("Administrator", "open,payroll,readers")]
    [InlineData("Payroll", "open,payroll")]
    public async Task List_ScriptsOfOtherRoles_AreNotThere(string role, string seen)
    {
        var page = await _grain.ListFor("script", null, 0, 10, [role]);
        Assert.Equal(seen, string.Join(',', page!.Resources.Select(resource => resource.Name)));
        Assert.Equal(page.Resources.Count, page.Total);
    }

    private sealed class Catalog : ICatalogue
    {
        public CatalogueSnapshot Current { get; } = new("/r", [], resources:
        [
            Declare("open", """{"Name":"open"}"""),
            Declare("payroll", """{"Name":"payroll","Role":["Payroll"]}"""),
            Declare("readers", """{"Name":"readers","Role":"Reader"}"""),
        ]);

        public IReadOnlyList<CatalogueFault> Faults => [];

        private static Declaration Declare(string name, string properties) => new("script", name, ".universal/scripts.ps1", 1, JsonDocument.Parse(properties).RootElement);
    }
}
