using System.Globalization;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>What reading a repository gave.</summary>
/// <param name="Snapshot">The catalogue; null: the repository is not sound, keep the last one.</param>
/// <param name="Faults">Everything found wrong. Files that were only left out are faults beside a snapshot.</param>
public sealed record CatalogueLoad(CatalogueSnapshot? Snapshot, IReadOnlyList<CatalogueFault> Faults);

/// <summary>Reads a repository's folder into a catalogue.</summary>
public static class CatalogueLoader
{
    /// <summary>Reads the folder whole. Does not throw for what is in it.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="configuration">What its configuration files declare; null: nothing. What is wrong in them is left out, beside a snapshot.</param>
    /// <param name="origin">Where the files come from; null: from nowhere that is known.</param>
    /// <param name="nodeEnvironments">Environments that the node has by itself; null: unknown, so that no script's environment is found missing.</param>
    public static CatalogueLoad Load(
        string root, ConfigurationDocument? configuration = null, RepositoryOrigin? origin = null, IReadOnlyCollection<string>? nodeEnvironments = null)
    {
        configuration ??= ConfigurationDocument.Empty;
        origin ??= RepositoryOrigin.None;
        var left = new List<CatalogueFault>(origin.Faults.Concat(configuration.Faults));
        var unsound = new List<CatalogueFault>();
        ScriptJoin? scripts = null;
        var resources = CatalogueKinds.Distinct(configuration.Declarations, left);
        CatalogueKinds.ReportIdle(resources, left);
        var variables = new VariableDeclarations(configuration with { Declarations = resources }, left);
        var environments = EnvironmentDeclarations.Read(configuration with { Declarations = resources }, left);
        try
        {
            var files = RepositoryFiles.List(root, left);
            var declarations = Path.Combine(root, DeclarationReader.File);
            var inJson = File.Exists(declarations) ? DeclarationReader.Read(File.ReadAllBytes(declarations), unsound) : [];
            DeclaredScript[] declared = [.. inJson, .. ScriptDeclarations.Read(resources, left)];
            resources = [.. resources, .. inJson.Select(script => script.Source)];
            scripts = new ScriptJoin([.. files, .. Hidden(root, files, declared)], configuration.Scripts, FaultsOf);
            foreach (var script in declared) scripts.Add(script);
            scripts.AddFiles();
            left.AddRange(scripts.Unknown());
            RefuseAmbiguity(scripts.Scripts, declared, unsound);
            if (nodeEnvironments is not null) WarnOfEnvironments(declared, environments, nodeEnvironments, left);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unsound.Add(new CatalogueFault("", null, $"The repository cannot be read: {e.Message}"));
        }

        if (unsound.Count > 0) return new CatalogueLoad(null, [.. unsound, .. left]);
        var names = scripts!.Scripts.SelectMany(script => new[] { script.Path, script.Name, script.Number.ToString(CultureInfo.InvariantCulture) })
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var snapshot = new CatalogueSnapshot(Path.GetFullPath(root), scripts.Scripts, resources, scripts.Texts, environments)
        {
            Commit = origin.Commit,
            Variables = variables.All,
            Schedules = ScheduleDeclarations.Read(resources, names.Contains, left),
            Triggers = TriggerDeclarations.Read(resources, scripts.Scripts, left),
        };
        return new CatalogueLoad(snapshot, [.. unsound, .. left]);

        List<CatalogueFault> FaultsOf(DeclaredScript script) => script.Source.File == DeclarationReader.File ? unsound : left;
    }

    // Nothing in a hidden folder is a script by itself, but teams keep scripts in .universal and declare them.
    private static IEnumerable<RepositoryFile> Hidden(string root, IReadOnlyList<RepositoryFile> files, IReadOnlyList<DeclaredScript> declared)
    {
        var listed = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return declared.Where(script => script.Text is null && listed.Add(script.Path)).Select(script => RepositoryFiles.Find(root, script.Path)).OfType<RepositoryFile>();
    }

    // Another node may have what this one lacks, so it is no error: it must not take every node out of its load balancer.
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

    // A request names a script by path, name or number. Two scripts that answer to one of them would make it a matter of chance which one runs.
    private static void RefuseAmbiguity(IReadOnlyCollection<ScriptDefinition> scripts, IReadOnlyList<DeclaredScript> declared, List<CatalogueFault> faults)
    {
        foreach (var same in scripts.GroupBy(script => script.Number).Where(group => group.Count() > 1))
            faults.Add(new CatalogueFault(same.Last().Path, null, $"has the same number as \"{same.First().Path}\"; rename one of them."));
        var paths = scripts.GroupBy(script => script.Path, StringComparer.OrdinalIgnoreCase).ToArray();
        foreach (var same in paths.Where(group => group.Count() > 1))
            faults.Add(new CatalogueFault(same.Last().Path, null, $"differs from \"{same.First().Path}\" only in letter case; rename one of them."));

        var taken = paths.ToDictionary(group => group.Key, group => group.First().Path, StringComparer.OrdinalIgnoreCase);
        foreach (var script in declared.Where(script => script.Name is not null))
        {
            if (!taken.TryAdd(script.Name!, script.Path) && taken[script.Name!] != script.Path)
                faults.Add(script.Fault($"the name \"{script.Name}\" is that of \"{taken[script.Name!]}\" already."));
        }
    }
}
