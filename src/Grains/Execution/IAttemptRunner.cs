using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Schedules;
using Universal.Scripts;

namespace Universal.Grains.Execution;

/// <summary>What a runner needs to run one attempt.</summary>
public sealed record AttemptStart
{
    /// <summary>The job as it stands: its number, attempt, script, environment, parameters and policy.</summary>
    public required JobRecord Job { get; init; }

    /// <summary>The job's parameters as the script gets them, a JSON object whose secrets are readable. Null: as they stand in <see cref="Job"/>.</summary>
    public string? Parameters { get; init; }

    /// <summary>Absolute path of the script's file; null for a function of the node, and for a script that has none.</summary>
    public string? ScriptFile { get; init; }

    /// <summary>Text of a PowerShell script that has no file.</summary>
    public string? ScriptText { get; init; }

    /// <summary>Whether its parameters come from an event, which a trigger's condition looks at.</summary>
    public bool HasEvent { get; init; }

    /// <summary>The script as the node's catalogue has it; null: it is not known there.</summary>
    public ScriptDefinition? Definition { get; init; }

    /// <summary>The schedule that created the job, as the node's catalogue has it; null: none did, or it is not known there.</summary>
    public ScheduleDefinition? Schedule { get; init; }

    /// <summary>The platform's variables that the script finds. Null: those that its environment has by itself.</summary>
    public SessionVariables? Session { get; init; }

    /// <summary>Absolute path of the repository.</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>Variables for the script's process: <c>UNIVERSAL_URL</c>, <c>UNIVERSAL_TOKEN</c>, <c>UNIVERSAL_JOB_ID</c>, <c>UNIVERSAL_ATTEMPT</c>.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }
}

/// <summary>How an attempt ended.</summary>
public enum AttemptEnd
{
    /// <summary>By itself: <see cref="AttemptOutcome.ExitCode"/> and the flags say how well.</summary>
    Exited,

    /// <summary>Could not be started on any node: its parameters cannot be passed on, or its file is no script of that environment.</summary>
    NotStarted,

    /// <summary>It was stopped because it was asked to; every process is gone.</summary>
    Stopped,

    /// <summary>The host process died or fell silent: nobody knows how far the script got. The node-loss rule applies.</summary>
    Lost,

    /// <summary>
    /// This node could not start it, for a reason of its own, and nothing of the script has run: <see cref="AttemptOutcome.Refusal"/> says what the node
    /// lacks. The job goes to another node, and the attempt does not count.
    /// </summary>
    Refused,
}

/// <summary>How an attempt ended. Returned only when all its processes are gone.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="ExitCode">Exit code, when there is one.</param>
/// <param name="HadErrors">Whether PowerShell wrote errors that did not end the script.</param>
/// <param name="HadWarnings">Whether PowerShell wrote warnings.</param>
/// <param name="Terminated">Whether an uncaught error ended the script.</param>
/// <param name="Reason">For people: what ended it, when it was not the script itself.</param>
/// <param name="Engine">What ran it; null: nothing did, or a function of the node.</param>
/// <param name="Refusal">What the node lacks, of an attempt that it refused.</param>
public sealed record AttemptOutcome(
    AttemptEnd End, int? ExitCode = null, bool HadErrors = false, bool HadWarnings = false, bool Terminated = false, string? Reason = null, ScriptEngine? Engine = null,
    RefusalCause? Refusal = null)
{
    /// <summary>The outcome of an attempt that the node could not start.</summary>
    public static AttemptOutcome Refused(RefusalCause cause, string reason) => new(AttemptEnd.Refused, Reason: reason, Refusal: cause);
}

/// <summary>Where an attempt's records go. All members can be called from any thread.</summary>
public interface IAttemptSink
{
    /// <summary>
    /// Takes a record of output. Waits when the script writes faster than the database takes it: the script is slowed down, memory does not grow.
    /// </summary>
    /// <param name="stream">Where it was written.</param>
    /// <param name="text">Its text.</param>
    /// <param name="data">The object as CLIXML; null: there is only text.</param>
    /// <param name="more">Whether the text was cut because it is long, and goes on in the next record of the stream.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask WriteAsync(OutputStream stream, string text, string? data, bool more, CancellationToken cancellationToken);

    /// <summary>Takes the script's progress.</summary>
    void Progress(int? percent, string? text);

    /// <summary>Asks people a question and waits for the answer.</summary>
    Task<string> AskAsync(JobFeedbackKind kind, string prompt, IReadOnlyList<string> choices, int? defaultChoice, CancellationToken cancellationToken);
}

/// <summary>Runs attempts of some environments on this node.</summary>
public interface IAttemptRunner
{
    /// <summary>Whether this runner is the one for that environment.</summary>
    bool Runs(string environment);

    /// <summary>
    /// Runs one attempt to its end and returns when every process of it is gone. Does not throw for what a script does.
    /// </summary>
    /// <param name="start">What to run.</param>
    /// <param name="sink">Where its records go.</param>
    /// <param name="stop">Ends the attempt: the script is asked to stop, and killed after <paramref name="grace"/>.</param>
    /// <param name="grace">How long a script may take to stop. Zero: it is killed at once.</param>
    Task<AttemptOutcome> RunAsync(AttemptStart start, IAttemptSink sink, TimeSpan grace, CancellationToken stop);

    /// <summary>Kills every process of every attempt at once, without waiting for anything. Called when this node must not go on.</summary>
    void KillAll();
}
