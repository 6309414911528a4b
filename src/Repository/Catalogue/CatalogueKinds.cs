namespace Universal.Repository.Catalogue;

/// <summary>The kinds of resources that configuration files declare, and which of them this version acts on. Nothing else says so.</summary>
public static class CatalogueKinds
{
    /// <summary>The kind of scripts.</summary>
    public const string Script = "script";

    /// <summary>The kind of environments.</summary>
    public const string Environment = "environment";

    /// <summary>The kind of variables.</summary>
    public const string Variable = "variable";

    /// <summary>The kind of schedules.</summary>
    public const string Schedule = "schedule";

    /// <summary>The kind of triggers.</summary>
    public const string Trigger = "trigger";

    /// <summary>The kind of computer groups.</summary>
    public const string ComputerGroup = "computerGroup";

    // A feature that acts on a kind adds it here; docs/module.md says what is in force.
    private static readonly HashSet<string> InForce = [Script, Environment, Variable, Schedule, Trigger, ComputerGroup];

    /// <summary>Every kind, by name; those of the module's declaring cmdlets.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "app", "authenticationMethod", "branding", ComputerGroup, "endpoint", "endpointDocumentation", Environment, "folder", "healthCheck",
        "loggingTarget", "loginPage", "portalComponent", "portalPage", "publishedFolder", "rateLimit", "role", Schedule, Script, "settings", "tag",
        "translation", Trigger, Variable,
    ];

    // What a file of that name declares in PSU's layout.
    private static readonly Dictionary<string, string> ByFile = new(StringComparer.OrdinalIgnoreCase)
    {
        ["authentication"] = "authenticationMethod", ["branding"] = "branding", ["dashboards"] = "app", ["endpointDocumentation"] = "endpointDocumentation",
        ["endpoints"] = "endpoint", ["healthChecks"] = "healthCheck", ["loginPage"] = "loginPage", ["logging"] = "loggingTarget",
        ["portalComponents"] = "portalComponent", ["portalPages"] = "portalPage", ["portalWidgets"] = "portalComponent",
        ["publishedFolders"] = "publishedFolder", ["rateLimits"] = "rateLimit", ["roles"] = "role", ["settings"] = "settings", ["tags"] = "tag",
        ["translations"] = "translation",
    };

    /// <summary>Whether a fault is one of a kind that nothing acts on: by the kind itself, or else by the name of the file.</summary>
    internal static bool IsOfIdle(string file, string? kind)
    {
        kind = kind is null ? null : Find(kind);
        if (kind is null && Path.GetFileName(Path.GetDirectoryName(file)) == PowerShellFiles.Folder) kind = ByFile.GetValueOrDefault(Path.GetFileNameWithoutExtension(file));
        return kind is not null && !IsInForce(kind);
    }

    /// <summary>Whether this version acts on resources of that kind.</summary>
    public static bool IsInForce(string kind) => InForce.Contains(kind);

    /// <summary>The kind as it is written here, or null when there is none of that name. Letter case does not matter.</summary>
    public static string? Find(string kind) => All.FirstOrDefault(known => known.Equals(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The declarations without those whose name another of their kind has already, which are faults. One reading of the files sees to that itself;
    /// what a faulty file declared before can still meet a newer declaration.
    /// </summary>
    internal static IReadOnlyList<Declaration> Distinct(IReadOnlyList<Declaration> declarations, List<CatalogueFault> faults)
    {
        var named = new Dictionary<(string Kind, string Name), Declaration>();
        var distinct = new List<Declaration>(declarations.Count);
        foreach (var declaration in declarations)
        {
            if (declaration.Name is { } name && !named.TryAdd((declaration.Kind, name.ToUpperInvariant()), declaration))
            {
                var first = named[(declaration.Kind, name.ToUpperInvariant())];
                faults.Add(new CatalogueFault(
                    declaration.File, declaration.Line,
                    $"the {declaration.Kind} \"{name}\" is declared at {first.File}:{first.Line} already. That one counts, this one does not.",
                    IsInForce(declaration.Kind) ? FaultSeverity.Error : FaultSeverity.Warning));
                continue;
            }

            distinct.Add(declaration);
        }

        return distinct;
    }

    /// <summary>Says for each kind that nothing acts on: it is listed, and that is all.</summary>
    internal static void ReportIdle(IReadOnlyList<Declaration> resources, List<CatalogueFault> faults)
    {
        foreach (var idle in resources.Where(resource => !IsInForce(resource.Kind)).GroupBy(resource => resource.Kind))
        {
            faults.Add(new CatalogueFault(
                idle.First().File, idle.First().Line, $"{idle.Count()} of kind {idle.Key}: listed in the catalogue; nothing acts on them in this version.",
                FaultSeverity.Refused));
        }
    }
}
