namespace Universal.Repository.Catalogue;

/// <summary>What an environment runs scripts with.</summary>
public enum EnvironmentKind
{
    /// <summary>PowerShell: the node decides by which engine.</summary>
    PowerShell = 0,

    /// <summary>A program, whose standard output and standard error are the streams.</summary>
    Program = 1,
}

/// <summary>An environment that the repository declares.</summary>
public sealed record EnvironmentDefinition
{
    /// <summary>Stands for the script's path among the arguments of a program.</summary>
    public const string ScriptPath = "{scriptPath}";

    /// <summary>Its name. Letter case does not matter.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its version as declared, for people.</summary>
    public string? Version { get; init; }

    /// <summary>PowerShell, or a program.</summary>
    public EnvironmentKind Kind { get; init; }

    /// <summary>The program, or the pwsh that was asked for. Null: whatever PowerShell the node has.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Arguments of the program; <c>{scriptPath}</c> stands for the script's path, which follows when it is not among them. Of PowerShell, those that an
    /// installed pwsh gets before the script.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Modules that are imported before a script: names, or paths.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Folders that are searched for modules first.</summary>
    public IReadOnlyList<string> ModuleFolders { get; init; } = [];

    /// <summary>Scripts that run before each script, in its session. Relative ones are files of the repository.</summary>
    public IReadOnlyList<string> StartupScripts { get; init; } = [];

    /// <summary>Names of the variables that scripts see, <c>*</c> and <c>?</c> allowed. Null: all that are not for other environments.</summary>
    public IReadOnlyList<string>? VariableNames { get; init; }

    /// <summary>Of the variables that the repository declares, those that the environment names: their values as JSON by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Why this machine cannot have it. Null: it may be able to.</summary>
    public string? Unavailable { get; init; }
}
