using System.Text.Json.Serialization;

namespace Universal.ScriptHost.Protocol;

/// <summary>What a host says to the node. One JSON object per line on the host's standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(OutputRecord), "out")]
[JsonDerivedType(typeof(HostReady), "ready")]
[JsonDerivedType(typeof(ProgressReport), "progress")]
[JsonDerivedType(typeof(Question), "ask")]
[JsonDerivedType(typeof(HostAlive), "alive")]
[JsonDerivedType(typeof(ScriptEnded), "ended")]
public abstract record HostMessage
{
    private protected HostMessage()
    {
    }
}

/// <summary>The stream of a record; the numbers are those of <c>Universal.Jobs.OutputStream</c>.</summary>
public enum HostStream
{
    /// <summary>Standard output, or PowerShell's success stream.</summary>
    Output = 0,

    /// <summary>Standard error, or PowerShell's error stream.</summary>
    Error = 1,

    /// <summary>PowerShell's warning stream.</summary>
    Warning = 2,

    /// <summary>PowerShell's verbose stream.</summary>
    Verbose = 3,

    /// <summary>PowerShell's debug stream.</summary>
    Debug = 4,

    /// <summary>PowerShell's information stream.</summary>
    Information = 5,

    /// <summary>What the host itself has to say.</summary>
    System = 6,
}

/// <summary>A record of output.</summary>
/// <param name="Stream">Where it was written.</param>
/// <param name="Text">Its text.</param>
/// <param name="Data">The object as CLIXML, when it is more than text; of a simple value the element alone.</param>
/// <param name="More">Whether the text was cut because it is long, and goes on in the next record of the stream.</param>
public sealed record OutputRecord(
    HostStream Stream, string Text, string? Data = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool More = false) : HostMessage;

/// <summary>The host is warm and takes a script.</summary>
/// <param name="ProcessId">The host's process.</param>
public sealed record HostReady(int ProcessId) : HostMessage;

/// <summary>The script's progress.</summary>
/// <param name="Percent">0 to 100. Null: unknown.</param>
/// <param name="Text">What it said.</param>
public sealed record ProgressReport(int? Percent, string? Text) : HostMessage;

/// <summary>What kind of answer a question wants; the numbers are those of <c>Universal.Jobs.JobFeedbackKind</c>.</summary>
public enum QuestionKind
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A line of text that is never shown.</summary>
    Secret = 1,

    /// <summary>The number of a choice, from 0.</summary>
    Choice = 2,
}

/// <summary>The script waits for an answer.</summary>
/// <param name="Id">Number of the question, from 1.</param>
/// <param name="Kind">What kind of answer it wants.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Choices">The choices of a <see cref="QuestionKind.Choice"/>.</param>
/// <param name="Default">The choice that an empty answer takes.</param>
public sealed record Question(int Id, QuestionKind Kind, string Prompt, IReadOnlyList<string> Choices, int? Default) : HostMessage;

/// <summary>Answer to a heartbeat. Left out while the node does not read.</summary>
public sealed record HostAlive : HostMessage;

/// <summary>How a script ended.</summary>
public enum ScriptEnd
{
    /// <summary>By itself.</summary>
    Exited = 0,

    /// <summary>It could not be started.</summary>
    NotStarted = 1,

    /// <summary>It was asked to stop, and did.</summary>
    Stopped = 2,

    /// <summary>It was killed because it was asked to stop and did not in time, or at the node's word.</summary>
    Killed = 3,

    /// <summary>It was over one of its limits, and was killed or ended by that.</summary>
    OverLimit = 4,
}

/// <summary>What kept a script from being started.</summary>
public enum HostLack
{
    /// <summary>Nothing of the node's: the script could be started on no node.</summary>
    None = 0,

    /// <summary>The node is out of something: space, descriptors, processes.</summary>
    Node = 1,

    /// <summary>The interpreter is missing or cannot be run.</summary>
    Environment = 2,
}

/// <summary>The script has ended and its processes are gone. The host exits after it, unless it is free for another one.</summary>
/// <param name="End">How.</param>
/// <param name="ExitCode">The exit code, when there is one; 128 + the signal's number for a process that a signal ended.</param>
/// <param name="HadErrors">PowerShell wrote errors that did not end the script.</param>
/// <param name="HadWarnings">PowerShell wrote warnings.</param>
/// <param name="Terminated">An uncaught error ended the script.</param>
/// <param name="Reason">For people.</param>
/// <param name="Lack">Of <see cref="ScriptEnd.NotStarted"/>: what of the node's kept it from being started.</param>
/// <param name="IsFree">The host has nothing of this script in it, and waits for the next one.</param>
public sealed record ScriptEnded(
    ScriptEnd End, int? ExitCode = null, bool HadErrors = false, bool HadWarnings = false, bool Terminated = false, string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] HostLack Lack = HostLack.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsFree = false) : HostMessage;
