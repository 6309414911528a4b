using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Joins the files of a repository with what is declared and known of its scripts. Used once.</summary>
/// <param name="files">The files.</param>
/// <param name="known">What is known of PowerShell scripts, by path.</param>
/// <param name="faultsOf">Where faults of a declaration go.</param>
internal sealed class ScriptJoin(
    IReadOnlyList<RepositoryFile> files, IReadOnlyDictionary<string, ScriptFacts> known, Func<DeclaredScript, List<CatalogueFault>> faultsOf)
{
    private readonly Dictionary<string, RepositoryFile> _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptDefinition> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The scripts, in no particular order.</summary>
    public IReadOnlyCollection<ScriptDefinition> Scripts => _scripts.Values;

    /// <summary>Texts of the scripts that have no file, by path.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Adds a declared script.</summary>
    public void Add(DeclaredScript script)
    {
        if (script.Text is not null)
        {
            var definition = Complete(script.Definition, script.Path, script.Name, script.Environment ?? ScriptEnvironments.PowerShell);
            if (_files.ContainsKey(script.Path)) Fault(script, $"\"{script.Path}\" is the path of a file; give the script another -Name.");
            else if (!_scripts.TryAdd(script.Path, With(definition, script.Source.Facts))) Fault(script, $"\"{script.Path}\" is declared twice.");
            else _texts.Add(script.Path, script.Text);
        }
        else if (!_files.TryGetValue(script.Path, out var file)) Fault(script, $"there is no file \"{script.Path}\" in the repository.");
        else if ((script.Environment ?? file.Environment) is not { } environment)
            Fault(script, $"\"{script.Path}\" says by its name no environment; give \"environment\".");
        else if (!_scripts.TryAdd(script.Path, With(Complete(script.Definition, script.Path, script.Name, environment), known.GetValueOrDefault(script.Path))))
            Fault(script, $"\"{script.Path}\" is declared twice.");
    }

    /// <summary>Adds the files that are scripts by their name and not declared.</summary>
    public void AddFiles()
    {
        foreach (var file in files.Where(file => file.Environment is not null && !_scripts.ContainsKey(file.Path)))
        {
            var plain = new ScriptDefinition { Path = file.Path, Name = file.Path, Number = 0, Environment = file.Environment! };
            _scripts.Add(file.Path, With(Complete(plain, file.Path, null, file.Environment!), known.GetValueOrDefault(file.Path)));
        }
    }

    /// <summary>What keeps scripts from being known.</summary>
    public IEnumerable<CatalogueFault> Unknown() => _scripts.Keys.Order(StringComparer.Ordinal)
        .Where(path => known.GetValueOrDefault(path)?.Fault is not null)
        .Select(path => new CatalogueFault(path, known[path].FaultLine, known[path].Fault!, FaultSeverity.Warning));

    private static ScriptDefinition Complete(ScriptDefinition script, string path, string? name, string environment) =>
        script with { Path = path, Name = name ?? path, Environment = environment, Number = ScriptNumber.Of(path) };

    // What is declared wins over what the text says.
    private static ScriptDefinition With(ScriptDefinition script, ScriptFacts? facts) => facts is null ? script : script with
    {
        Description = script.Description ?? facts.Description,
        Parameters = script.Parameters ?? facts.Parameters,
        OtherParameters = script.Parameters is null ? facts.OtherParameters : script.OtherParameters,
    };

    private void Fault(DeclaredScript script, string message) => faultsOf(script).Add(script.Fault(message));
}
