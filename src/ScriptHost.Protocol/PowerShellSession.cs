namespace Universal.ScriptHost.Protocol;

/// <summary>What a PowerShell script finds in its session. It travels with the order to run, so that a job asks nobody before it starts.</summary>
public sealed record PowerShellSession
{
    /// <summary>Name of the environment: <c>$PSUEnvironment</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>Absolute path of the repository: <c>$Repository</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The job as the REST interface shows it, JSON: <c>$UAJob</c>.</summary>
    public required string Job { get; init; }

    /// <summary>The script as the REST interface shows it, JSON: <c>$UAScript</c>.</summary>
    public required string Script { get; init; }

    /// <summary>The schedule that created the job as the REST interface shows it, JSON: <c>$UASchedule</c>. Null: none did.</summary>
    public string? Schedule { get; init; }

    /// <summary>Modules that are imported first: names, or paths.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Folders that are searched for modules before all others.</summary>
    public IReadOnlyList<string> ModuleFolders { get; init; } = [];

    /// <summary>Absolute paths of scripts that run in the session before the script.</summary>
    public IReadOnlyList<string> StartupScripts { get; init; } = [];

    /// <summary>Further variables, a JSON object. Null: none.</summary>
    public string? Variables { get; init; }

    /// <summary>Types of these variables by name, of those that say one: names of .NET, or <c>PSCredential</c>.</summary>
    public IReadOnlyDictionary<string, string> VariableTypes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the parameters come from an event: a job among them is an object as <c>$UAJob</c> is, so that every cmdlet takes it.</summary>
    public bool HasEvent { get; init; }

    /// <summary>The <c>$ErrorActionPreference</c> that the script starts with. Null: PowerShell's own.</summary>
    public string? ErrorAction { get; init; }

    /// <summary>Whether objects of the success stream are dropped.</summary>
    public bool DiscardOutput { get; init; }
}
