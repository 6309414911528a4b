using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>What reading a repository gave.</summary>
/// <param name="Snapshot">The catalogue, without what is faulty; null: the folder cannot be read at all, keep the last one.</param>
/// <param name="Faults">Everything found wrong.</param>
public sealed record CatalogueLoad(CatalogueSnapshot? Snapshot, IReadOnlyList<CatalogueFault> Faults)
{
    /// <summary>What <c>.universal/scripts.json</c> declares, for the next reading.</summary>
    internal IReadOnlyList<DeclaredScript> DeclaredInJson { get; init; } = [];

    /// <summary>How many files could be run and are no scripts, because nothing declares them.</summary>
    internal int Undeclared { get; init; }
}

/// <summary>Reads a repository's folder into a catalogue.</summary>
public static class CatalogueLoader
{
    /// <summary>Reads the folder whole. Does not throw for what is in it: a faulty declaration is left out, and nothing else with it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="configuration">What its configuration files declare; null: nothing.</param>
    /// <param name="origin">Where the files come from; null: from nowhere that is known.</param>
    /// <param name="nodeEnvironments">Environments that the node has by itself; null: unknown, so that no script's environment is found missing.</param>
    /// <param name="undeclared">What files are that nothing declares; null: as <see cref="ScriptsOptions.Undeclared"/> says.</param>
    public static CatalogueLoad Load(
        string root, ConfigurationDocument? configuration = null, RepositoryOrigin? origin = null, IReadOnlyCollection<string>? nodeEnvironments = null,
        UndeclaredScripts? undeclared = null) => Load(root, configuration, origin, nodeEnvironments, undeclared, []);

    internal static CatalogueLoad Load(
        string root, ConfigurationDocument? configuration, RepositoryOrigin? origin, IReadOnlyCollection<string>? nodeEnvironments,
        UndeclaredScripts? undeclared, IReadOnlyList<DeclaredScript> lastInJson)
    {
        configuration ??= ConfigurationDocument.Empty;
        origin ??= RepositoryOrigin.None;
        var faults = new List<CatalogueFault>(origin.Faults.Concat(configuration.Faults));
        var resources = CatalogueKinds.Distinct(configuration.Declarations, faults);
        CatalogueKinds.ReportIdle(resources, faults);
        var variables = new VariableDeclarations(configuration with { Declarations = resources }, faults);
        var environments = EnvironmentDeclarations.Read(configuration with { Declarations = resources }, faults);
        try
        {
            var files = RepositoryFiles.List(root, faults);
            var inJson = ReadJson(root, lastInJson, faults);
            DeclaredScript[] declared = [.. inJson, .. ScriptDeclarations.Read(resources, root, faults)];
            var listsFiles = (undeclared ?? (declared.Length > 0 || Publishes(root) ? UndeclaredScripts.Hide : UndeclaredScripts.List)) == UndeclaredScripts.List;
            var search = new ScriptSearch(root, files, ScriptSearch.BaseFolderOf(resources, faults));
            var scripts = new ScriptJoin(files, search.Find, configuration.Scripts, listsFiles, faults);
            foreach (var script in declared) scripts.Add(script);
            scripts.AddFiles();
            faults.AddRange(scripts.Unknown());
            if (nodeEnvironments is not null) WarnOfEnvironments(declared, environments, nodeEnvironments, faults);
            var keys = ScriptKeys.Of(scripts.Scripts);
            var snapshot = new CatalogueSnapshot(Path.GetFullPath(root), scripts.Scripts, [.. resources, .. inJson.Select(script => script.Source)], scripts.Texts, environments)
            {
                Commit = origin.Commit,
                Variables = variables.All,
                Schedules = ScheduleDeclarations.Read(resources, script => keys.GetValueOrDefault(ScriptKeys.Plain(script)), faults),
                Triggers = TriggerDeclarations.Read(resources, scripts.Scripts, faults),
            };
            return new CatalogueLoad(snapshot, faults) { DeclaredInJson = inJson, Undeclared = scripts.Undeclared };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CatalogueLoad(null, [new CatalogueFault("", null, $"The repository cannot be read: {e.Message}"), .. faults]);
        }
    }

    // What a faulty file declared before and does not declare now stays.
    private static IReadOnlyList<DeclaredScript> ReadJson(string root, IReadOnlyList<DeclaredScript> last, List<CatalogueFault> faults)
    {
        var file = Path.Combine(root, DeclarationReader.File);
        if (!File.Exists(file)) return [];
        var before = faults.Count;
        var now = DeclarationReader.Read(RepositoryText.ReadBytes(file), faults);
        if (faults.Count == before) return now;
        var paths = now.Select(script => script.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. now, .. last.Where(script => !paths.Contains(script.Path))];
    }

    // Looked for in the text: a fault in a file must not make scripts of what its author did not publish.
    private static bool Publishes(string root) =>
        File.Exists(Path.Combine(root, DeclarationReader.File))
        || PowerShellFiles.List(root).Where(file => PowerShellFiles.IsConfiguration(file.Path))
            .Any(file => RepositoryText.Read(Path.Combine(root, file.Path)).Contains("New-PSUScript", StringComparison.OrdinalIgnoreCase));

    // Another node may have what this one lacks, so it is no error.
    private static void WarnOfEnvironments(
        IEnumerable<DeclaredScript> declared, IReadOnlyList<EnvironmentDefinition> environments, IReadOnlyCollection<string> ofNode, List<CatalogueFault> faults)
    {
        foreach (var script in declared.Where(script => script.Environment is not null))
        {
            var environment = environments.FirstOrDefault(environment => environment.Name.Equals(script.Environment, StringComparison.OrdinalIgnoreCase));
            if (environment is { Unavailable: null } || (environment is null && ofNode.Contains(script.Environment!, StringComparer.OrdinalIgnoreCase))) continue;
            var why = environment?.Unavailable ?? "It is neither declared in the repository, nor configured on this node, nor built in.";
            var message = $"\"{script.Path}\" cannot run on this node, which does not have its environment '{script.Environment}'. {why}";
            faults.Add(script.Fault(message) with { Severity = FaultSeverity.Warning });
        }
    }
}
