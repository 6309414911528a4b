using Universal.Scripts;
using Universal.ScriptHost.Protocol;

namespace Universal.Grains.Execution;

/// <summary>An environment as this node runs it.</summary>
public sealed record ScriptEnvironment
{
    /// <summary>Its name, as it is written where it comes from.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required EnvironmentSource Source { get; init; }

    /// <summary>What runs its scripts.</summary>
    public required ScriptEngine Engine { get; init; }

    /// <summary>The program: an absolute path, or a name that is looked up. Empty: the embedded engine.</summary>
    public string Command { get; init; } = "";

    /// <summary>Arguments of the program, the script's path among them as <c>{scriptPath}</c>; of pwsh, those before the script.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables for its scripts.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its version as declared, for people.</summary>
    public string? Version { get; init; }

    /// <summary>Modules that are imported before a script.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Folders that are searched for modules first.</summary>
    public IReadOnlyList<string> ModuleFolders { get; init; } = [];

    /// <summary>Scripts that run before a script, in its session.</summary>
    public IReadOnlyList<string> StartupScripts { get; init; } = [];

    /// <summary>Names of the platform's variables that its scripts see, <c>*</c> and <c>?</c> allowed. Null: it says nothing.</summary>
    public IReadOnlyList<string>? VariableNames { get; init; }

    /// <summary>Variables of the session: their values as JSON by name.</summary>
    public IReadOnlyDictionary<string, string> SessionVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>The words before the host's program; empty: none.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Why this node cannot run its scripts. Null: nothing is known against it.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The kind of host that its scripts want.</summary>
    public ScriptKind Kind => Engine == ScriptEngine.Embedded ? ScriptKind.PowerShell : ScriptKind.Process;
}
