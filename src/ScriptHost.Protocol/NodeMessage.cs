using System.Text.Json.Serialization;

namespace Universal.ScriptHost.Protocol;

/// <summary>What the node says to a host. One JSON object per line on the host's standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(RunScript), "run")]
[JsonDerivedType(typeof(StopScript), "stop")]
[JsonDerivedType(typeof(KillScript), "kill")]
[JsonDerivedType(typeof(AnswerQuestion), "answer")]
[JsonDerivedType(typeof(Heartbeat), "beat")]
public abstract record NodeMessage
{
    private protected NodeMessage()
    {
    }
}

/// <summary>How a script is run.</summary>
public enum ScriptKind
{
    /// <summary>By an interpreter: a process of its own, whose standard output and standard error are the streams.</summary>
    Process = 0,

    /// <summary>By the PowerShell engine inside the host.</summary>
    PowerShell = 1,
}

/// <summary>Runs the script. A host runs one script in its life; a second <see cref="RunScript"/> is ignored.</summary>
public sealed record RunScript : NodeMessage
{
    /// <summary>How it is run. Must be the kind that the host was started for.</summary>
    public required ScriptKind Kind { get; init; }

    /// <summary>Absolute path of the script.</summary>
    public required string ScriptFile { get; init; }

    /// <summary>Text of a PowerShell script that has no file; <see cref="ScriptFile"/> is then where it would be. Null: the file has it.</summary>
    public string? ScriptText { get; init; }

    /// <summary>The interpreter: an absolute path, or a name that is looked up in the script's <c>PATH</c>. Empty for PowerShell.</summary>
    public string Command { get; init; } = "";

    /// <summary>The interpreter's arguments, the script's path among them. They are passed as they are, through no shell.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Absolute path of the folder of the attempt's own.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Absolute path of the folder for files that hand something to the script: parameters, token. Null: nothing is handed over so.</summary>
    public string? GivenFolder { get; init; }

    /// <summary>Whether a program's environment holds no app token; it finds that in a file alone.</summary>
    public bool HidesToken { get; init; }

    /// <summary>What it may use. Null: as much as there is.</summary>
    public ScriptLimits? Limits { get; init; }

    /// <summary>Absolute path of the folder it starts in. Null: <see cref="WorkingFolder"/>.</summary>
    public string? StartFolder { get; init; }

    /// <summary>Variables set on top of the host's own environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The parameters as a JSON object. Null: none.</summary>
    public string? Parameters { get; init; }

    /// <summary>What a PowerShell script finds in its session. Null: the script is not one of PowerShell, or finds nothing.</summary>
    public PowerShellSession? Session { get; init; }

    /// <summary>How long the node may be silent before the host kills the script and exits. Default 10 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long processes that outlive the script's own one have between SIGTERM and SIGKILL. Default 500 ms.</summary>
    public TimeSpan LeftoverGrace { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>Asks the script to stop and kills it after the grace. Repeats are harmless; the first one counts.</summary>
/// <param name="Grace">How long it may take. Zero: killed at once.</param>
public sealed record StopScript(TimeSpan Grace) : NodeMessage;

/// <summary>Kills the script and every process of it at once.</summary>
public sealed record KillScript : NodeMessage;

/// <summary>The answer to a question.</summary>
/// <param name="Id">The number of the question.</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerQuestion(int Id, string Text) : NodeMessage;

/// <summary>The node lives. Sent every second while a script runs; the host answers with <see cref="HostAlive"/>.</summary>
public sealed record Heartbeat : NodeMessage;
