using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>
/// Joins the files of a repository with what is declared and known of its scripts. A declaration that cannot be in force takes itself away, and nothing
/// else. Used once.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="find">Finds the file of a declared path.</param>
/// <param name="known">What is known of PowerShell scripts, by path.</param>
/// <param name="listsFiles">Whether files are scripts that nothing declares.</param>
/// <param name="faults">Takes the faults.</param>
internal sealed class ScriptJoin(
    IReadOnlyList<RepositoryFile> files, Func<string, RepositoryFile?> find, IReadOnlyDictionary<string, ScriptFacts> known, bool listsFiles, List<CatalogueFault> faults)
{
    private readonly Dictionary<string, ScriptDefinition> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<long> _numbers = [];

    // A request names a script by path, name or number. Two that answer to one of them would make it a matter of chance which one runs.
    private readonly Dictionary<string, string> _names = files.Where(file => listsFiles && file.Environment is not null)
        .DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(file => file.Path, file => file.Path, StringComparer.OrdinalIgnoreCase);

    /// <summary>The scripts, in no particular order.</summary>
    public IReadOnlyCollection<ScriptDefinition> Scripts => _scripts.Values;

    /// <summary>Texts of the scripts that have no file, by path.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>How many files could be run and are no scripts, because nothing declares them.</summary>
    public int Undeclared
    {
        get
        {
            if (listsFiles) return 0;
            var declared = _scripts.Values.Select(script => script.File ?? script.Path).ToHashSet(StringComparer.Ordinal);
            return files.Count(file => file.Environment is not null && !declared.Contains(file.Path));
        }
    }

    /// <summary>Adds a declared script.</summary>
    public void Add(DeclaredScript script)
    {
        if (script.Text is not null) AddText(script, script.Text);
        else AddWithFile(script);
    }

    /// <summary>Adds the files that are scripts by their name and not declared, when such files are scripts.</summary>
    public void AddFiles()
    {
        if (!listsFiles) return;
        foreach (var file in files.Where(file => file.Environment is not null).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (_scripts.TryGetValue(file.Path, out var same))
            {
                if (same.Path != file.Path) faults.Add(new CatalogueFault(file.Path, null, $"differs from \"{same.Path}\" only in letter case and is left out; rename one of them."));
                continue;
            }

            var plain = new ScriptDefinition { Path = file.Path, Name = file.Path, Number = 0, Environment = file.Environment! };
            if (!TryAdd(With(Complete(plain, file.Path, null, file.Environment!), known.GetValueOrDefault(file.Path))))
                faults.Add(new CatalogueFault(file.Path, null, "has the same number as another script and is left out; rename it."));
        }
    }

    /// <summary>What keeps scripts from being known.</summary>
    public IEnumerable<CatalogueFault> Unknown() => _scripts.Values.Select(script => script.File ?? script.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Where(path => known.GetValueOrDefault(path)?.Fault is not null)
        .Select(path => new CatalogueFault(path, known[path].FaultLine, known[path].Fault!, FaultSeverity.Warning));

    private void AddText(DeclaredScript script, string text)
    {
        var definition = With(Complete(script.Definition, script.Path, script.Name, script.Environment ?? ScriptEnvironments.PowerShell), script.Source.Facts);
        if (_scripts.ContainsKey(script.Path) || _names.ContainsKey(script.Path)) Fault(script, $"\"{script.Path}\" is the path or name of another script; give this one another -Name.");
        else if (TakeName(script, script.Path) && TryAdd(definition)) _texts.Add(script.Path, text);
    }

    private void AddWithFile(DeclaredScript script)
    {
        if (find(script.Path) is not { } file)
        {
            Fault(script, $"there is no file \"{script.Path}\" in the repository.");
            return;
        }

        if ((script.Environment ?? file.Environment) is not { } environment)
        {
            Fault(script, $"\"{file.Path}\" says by its name no environment; give \"environment\".");
            return;
        }

        // Several scripts over one file differ in name, environment or limits. The first has the file's path for its own, the others their names.
        var path = _scripts.ContainsKey(file.Path) ? ScriptKeys.Plain(script.Name ?? "") : file.Path;
        if (path.Length == 0 || _scripts.ContainsKey(path))
        {
            Fault(script, $"\"{script.Name ?? file.Path}\" is declared twice; give this one a -Name of its own.");
            return;
        }

        if (!TakeName(script, path)) return;
        var definition = Complete(script.Definition, path, script.Name, environment) with { File = path == file.Path ? null : file.Path };
        if (!TryAdd(With(definition, known.GetValueOrDefault(file.Path)))) Fault(script, $"\"{path}\" has the same number as another script; rename it.");
        else if (!file.Path.EndsWith(script.Path, StringComparison.Ordinal) && file.Path.EndsWith(script.Path, StringComparison.OrdinalIgnoreCase))
            faults.Add(script.Fault($"\"{script.Path}\" is \"{file.Path}\" in the repository; the letter case differs, which counts in git and on Linux.") with { Severity = FaultSeverity.Warning });
    }

    private bool TakeName(DeclaredScript script, string path)
    {
        foreach (var name in new[] { script.Name ?? path, path })
        {
            if (_names.TryAdd(name, path) || _names[name] == path) continue;
            Fault(script, $"the name \"{name}\" is that of \"{_names[name]}\" already.");
            return false;
        }

        return true;
    }

    private bool TryAdd(ScriptDefinition script) => _numbers.Add(script.Number) && _scripts.TryAdd(script.Path, script);

    private static ScriptDefinition Complete(ScriptDefinition script, string path, string? name, string environment) =>
        script with { Path = path, Name = name ?? path, Environment = environment, Number = ScriptNumber.Of(path) };

    // What is declared wins over what the text says.
    private static ScriptDefinition With(ScriptDefinition script, ScriptFacts? facts) => facts is null ? script : script with
    {
        Description = script.Description ?? facts.Description,
        Parameters = script.Parameters ?? facts.Parameters,
        OtherParameters = script.Parameters is null ? facts.OtherParameters : script.OtherParameters,
    };

    private void Fault(DeclaredScript script, string message) => faults.Add(script.Fault(message));
}
