using System.Text.Json;
using Universal.Jobs;
using Universal.Scripts;

namespace Universal.Gateway.Jobs;

/// <summary>A job.</summary>
internal sealed record JobModel
{
    /// <summary>The job's number.</summary>
    public required long Id { get; init; }

    /// <summary>Path of its script.</summary>
    public required string ScriptFullPath { get; init; }

    /// <summary>The environment that runs it.</summary>
    public required string Environment { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required JobState Status { get; init; }

    /// <summary>Whether the status never changes again.</summary>
    public required bool Ended { get; init; }

    /// <summary>Number of the newest attempt; 0: none yet.</summary>
    public required int Attempt { get; init; }

    /// <summary>The node that runs it, or ran it last.</summary>
    public string? ComputerName { get; init; }

    /// <summary>Which nodes may run it: any, all, node:NAME or tags:A,B.</summary>
    public required string Target { get; init; }

    /// <summary>Higher goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? Identity { get; init; }

    /// <summary>Its parameters.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>The job that started this one.</summary>
    public long? ParentJobId { get; init; }

    /// <summary>The commit of the repository whose files it runs; null: the files that the node has.</summary>
    public string? Commit { get; init; }

    /// <summary>Name of the schedule that created it.</summary>
    public string? Schedule { get; init; }

    /// <summary>Name of the trigger that created it.</summary>
    public string? Trigger { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Not to be started before.</summary>
    public DateTimeOffset? DueTime { get; init; }

    /// <summary>When the newest attempt started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>What ran the newest attempt that ended: Embedded or Pwsh for PowerShell, Program for anything else.</summary>
    public ScriptEngine? Engine { get; init; }

    /// <summary>Exit code of the newest attempt that ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it is where it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Progress in percent.</summary>
    public int? PercentComplete { get; init; }

    /// <summary>What the script said about its progress.</summary>
    public string? Activity { get; init; }

    /// <summary>The open question, while the status is WaitingOnFeedback.</summary>
    public JobFeedbackModel? Feedback { get; init; }

    public static JobModel Of(JobRecord job) => new()
    {
        Id = job.Id,
        ScriptFullPath = job.Script,
        Environment = job.Environment,
        Status = job.State,
        Ended = job.State.IsFinal(),
        Attempt = job.Attempt,
        ComputerName = job.Node,
        Target = job.Target.ToString(),
        Priority = job.Priority,
        Identity = job.Identity,
        Parameters = job.Parameters is { } parameters ? JsonSerializer.Deserialize<JsonElement>(ParameterSecrets.Hide(parameters)!) : null,
        ParentJobId = job.ParentId,
        Commit = job.Commit,
        Schedule = job.Origin is { Kind: JobOriginKind.Schedule, Name: var schedule } ? schedule : null,
        Trigger = job.Origin is { Kind: JobOriginKind.Trigger, Name: var trigger } ? trigger : null,
        CreatedTime = job.CreatedAt,
        DueTime = job.DueAt,
        StartTime = job.StartedAt,
        EndTime = job.EndedAt,
        Engine = job.Engine,
        ExitCode = job.ExitCode,
        Reason = job.Reason,
        PercentComplete = job.ProgressPercent,
        Activity = job.ProgressText,
        Feedback = job.Feedback is { } feedback ? JobFeedbackModel.Of(feedback) : null,
    };
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Page">The jobs.</param>
/// <param name="NextBefore">What to give as <c>before</c> for the next page; null: this was the last.</param>
internal sealed record JobPageModel(IReadOnlyList<JobModel> Page, long? NextBefore)
{
    /// <summary>The jobs of the page that may be seen. A page can so be shorter than asked for, and yet not be the last one.</summary>
    public static JobPageModel Of(JobPage page, Func<JobRecord, bool> maySee) => new([.. page.Jobs.Where(maySee).Select(JobModel.Of)], page.NextBefore);
}

/// <summary>A question that a script asked.</summary>
/// <param name="Id">Number of the question; the answer names it.</param>
/// <param name="Type">What kind of answer it waits for.</param>
/// <param name="Message">The question.</param>
/// <param name="Choices">The possible answers of a choice.</param>
/// <param name="Default">Number of the choice taken when the answer is empty.</param>
internal sealed record JobFeedbackModel(int Id, JobFeedbackKind Type, string Message, IReadOnlyList<string> Choices, int? Default)
{
    public static JobFeedbackModel Of(JobFeedback feedback) =>
        new(feedback.Id, feedback.Kind, feedback.Prompt, feedback.Choices, feedback.Default);
}

/// <summary>An answer to a question.</summary>
/// <param name="Id">Number of the question.</param>
/// <param name="Response">The text, or the number of the choice.</param>
internal sealed record JobAnswerModel(int Id, string Response);

/// <summary>A record of output.</summary>
internal sealed record JobOutputModel(long Sequence, int Attempt, OutputStream Stream, DateTimeOffset Time, string Text, string? Data)
{
    public static JobOutputModel Of(JobOutput output) =>
        new(output.Sequence, output.Attempt, output.Stream, output.Time, output.Text, output.Data);
}

/// <summary>A page of output.</summary>
/// <param name="Records">The records in order.</param>
/// <param name="NextFrom">Where the next page starts.</param>
/// <param name="Ended">True when the job has ended and this page reaches the end.</param>
internal sealed record JobOutputPageModel(IReadOnlyList<JobOutputModel> Records, long NextFrom, bool Ended);

/// <summary>The whole output as text, in PSU's form.</summary>
/// <param name="Id">The job.</param>
/// <param name="Log">The lines.</param>
/// <param name="Truncated">True when there is more: read <c>/output</c> for it.</param>
internal sealed record JobLogModel(long Id, string Log, bool Truncated);
