using System.Globalization;
using Universal.Schedules;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>
/// What the configuration repository declares, as this node last read it whole and sound. A snapshot never changes; a new one replaces it at once.
/// </summary>
public interface ICatalogue
{
    /// <summary>The snapshot in force.</summary>
    CatalogueSnapshot Current { get; }

    /// <summary>What was wrong when the repository was last read; empty: nothing.</summary>
    IReadOnlyList<CatalogueFault> Faults { get; }
}

/// <summary>An immutable catalogue.</summary>
public sealed class CatalogueSnapshot
{
    /// <summary>Nothing declared.</summary>
    public static CatalogueSnapshot Empty { get; } = new("", []);

    private readonly Dictionary<string, EnvironmentDefinition> _environments = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ScheduleDefinition> _schedules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ScriptDefinition> _byKey;
    private readonly IReadOnlyDictionary<string, string> _texts;

    /// <summary>
    /// Creates a snapshot of scripts whose files are under <paramref name="root"/>, or whose texts are given by their path, and of everything that is
    /// declared there.
    /// </summary>
    public CatalogueSnapshot(
        string root, IEnumerable<ScriptDefinition> scripts, IReadOnlyList<Declaration>? resources = null,
        IReadOnlyDictionary<string, string>? texts = null, IEnumerable<EnvironmentDefinition>? environments = null)
    {
        Root = root;
        Resources = resources ?? [];
        _texts = texts ?? new Dictionary<string, string>();
        Environments = [.. (environments ?? []).OrderBy(environment => environment.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var environment in Environments) _environments.TryAdd(environment.Name, environment);
        Scripts = [.. scripts.OrderBy(script => script.Path, StringComparer.Ordinal)];
        _byKey = ScriptKeys.Of(Scripts);
        Hash = CatalogueHash.Of(root, Scripts, Resources);
    }

    /// <summary>Absolute path of the folder that holds the scripts.</summary>
    public string Root { get; }

    /// <summary>The commit that the files come from; null: none that is known.</summary>
    public string? Commit { get; init; }

    /// <summary>The schedules, by name.</summary>
    public IReadOnlyList<ScheduleDefinition> Schedules
    {
        get;
        init
        {
            field = value;
            foreach (var schedule in value) _schedules[schedule.Name] = schedule;
            foreach (var schedule in value) _schedules.TryAdd(schedule.Number.ToString(CultureInfo.InvariantCulture), schedule);
        }
    } = [];

    /// <summary>The schedule of that name or number, or null.</summary>
    public ScheduleDefinition? FindSchedule(string schedule) => _schedules.GetValueOrDefault(schedule.Trim());

    /// <summary>The scripts, by path.</summary>
    public IReadOnlyList<ScriptDefinition> Scripts { get; }

    /// <summary>Whether it has neither scripts nor schedules, as that of a folder without files.</summary>
    public bool IsEmpty => Scripts.Count == 0 && Schedules.Count == 0;

    /// <summary>Everything that is declared, of every kind, in the order of the files. Secrets stand in it as they are declared.</summary>
    public IReadOnlyList<Declaration> Resources { get; }

    /// <summary>
    /// SHA-256 of what the catalogue holds, in hexadecimal. The same files give the same one on every node, wherever the folder is. What stands in
    /// scripts' files does not count.
    /// </summary>
    public string Hash { get; }

    /// <summary>The variables that the repository declares, by name. Values that do not lie in a vault stand in it as they are declared.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>The environments that the repository declares, by name.</summary>
    public IReadOnlyList<EnvironmentDefinition> Environments { get; }

    /// <summary>The triggers that the repository declares.</summary>
    public IReadOnlyList<TriggerDefinition> Triggers { get; init; } = [];

    /// <summary>The text of a script that has no file: it is declared as a block, or as the command of a module. Null: its file has it.</summary>
    public string? TextOf(ScriptDefinition script) => _texts.GetValueOrDefault(script.Path);

    /// <summary>The declared environment of that name, or null.</summary>
    public EnvironmentDefinition? FindEnvironment(string name) => _environments.GetValueOrDefault(name);

    /// <summary>The script of that path, name or number, or null. Back slashes count as slashes.</summary>
    public ScriptDefinition? Find(string script) =>
        _byKey.GetValueOrDefault(ScriptKeys.Plain(script));
}
