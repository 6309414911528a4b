using System.Text.Json;
using Universal.Jobs;
using Universal.Persistence.Statements;
using Universal.Scripts;

namespace Universal.Persistence.Jobs;

/// <summary>How a job is written to and read from its row.</summary>
internal static class JobColumns
{
    /// <summary>A new job's row.</summary>
    public static void WriteNew(RowWriter row, JobRecord job)
    {
        row.Begin();
        row.Number("id", job.Id);
        row.Text("script", job.Script);
        row.Text("environment", job.Environment);
        row.Text("target", job.Target.ToString());
        row.Number("priority", job.Priority);
        row.Text("identity_name", job.Identity);
        row.Text("parameters", job.Parameters);
        row.Number("parent_id", job.ParentId);
        row.Text("idempotency_key", job.IdempotencyKey);
        if (job.Policy != JobPolicy.Default) row.Text("policy", JsonSerializer.Serialize(job.Policy));
        if (job.Policy.KeepJobs > 0 || job.Policy.KeepFor is not null) row.Flag("retained", true);
        row.Time("created_at", job.CreatedAt);
        row.Text("commit_id", job.Commit);
        row.Text("origin", job.Origin?.ToString());
        WriteChanging(row, job);
        row.End();
    }

    /// <summary>What can change of a job, with its number.</summary>
    public static void WriteChange(RowWriter row, JobRecord job)
    {
        row.Begin();
        row.Number("id", job.Id);
        WriteChanging(row, job);
        row.End();
    }

    private static void WriteChanging(RowWriter row, JobRecord job)
    {
        row.Number("state", (int)job.State);
        row.Number("attempt", job.Attempt);
        row.Text("node", job.Node);
        row.Text("node_incarnation", job.NodeIncarnation);
        row.Time("due_at", job.DueAt);
        row.Time("started_at", job.StartedAt);
        row.Time("ended_at", job.EndedAt);
        row.Number("exit_code", job.ExitCode);
        row.Text("reason", job.Reason);
        row.Number("progress_percent", job.ProgressPercent);
        row.Text("progress_text", job.ProgressText);
        if (job.Feedback is not null) row.Text("feedback", JsonSerializer.Serialize(job.Feedback));
        row.Number("retries_used", job.RetriesUsed);
        row.Number("version", job.Version);
        row.Number("engine", (int?)job.Engine);
        if (job.Refusals is not null) row.Text("refusals", JsonSerializer.Serialize(job.Refusals));
    }

    /// <summary>Reads a job; every statement that selects jobs names the columns in this order.</summary>
    public static JobRecord Read(StatementRow row) => new()
    {
        Id = row.Long(0),
        Script = row.Text(1),
        Environment = row.Text(2),
        State = (JobState)row.Int(3),
        Attempt = row.Int(4),
        Node = row.TextOrNull(5),
        NodeIncarnation = row.TextOrNull(6),
        Target = ReadTarget(row.Text(7)),
        Priority = row.Int(8),
        Identity = row.TextOrNull(9),
        Parameters = row.TextOrNull(10),
        ParentId = row.LongOrNull(11),
        IdempotencyKey = row.TextOrNull(12),
        Policy = ReadPolicy(row.TextOrNull(13)),
        CreatedAt = row.Time(14),
        DueAt = row.TimeOrNull(15),
        StartedAt = row.TimeOrNull(16),
        EndedAt = row.TimeOrNull(17),
        ExitCode = row.IntOrNull(18),
        Reason = row.TextOrNull(19),
        ProgressPercent = row.IntOrNull(20),
        ProgressText = row.TextOrNull(21),
        Feedback = row.TextOrNull(22) is { } feedback ? JsonSerializer.Deserialize<JobFeedback>(feedback) : null,
        RetriesUsed = row.Int(23),
        Version = row.Long(24),
        Commit = row.TextOrNull(25),
        Engine = (ScriptEngine?)row.IntOrNull(26),
        Origin = JobOrigin.Parse(row.TextOrNull(27)),
        Refusals = row.TextOrNull(28) is { } refusals ? JsonSerializer.Deserialize<JobRefusal[]>(refusals) : null,
    };

    /// <summary>Reads the columns of <c>JobReadLiveKeys</c>.</summary>
    public static LiveJob ReadLive(StatementRow row) => new(row.Long(0), (JobState)row.Int(1), row.Int(2), ReadTarget(row.Text(3)));

    public static JobPolicy ReadPolicy(string? policy) =>
        policy is null ? JobPolicy.Default : JsonSerializer.Deserialize<JobPolicy>(policy) ?? JobPolicy.Default;

    private static JobTarget ReadTarget(string target) =>
        JobTarget.TryParse(target, out var parsed) ? parsed : throw new InvalidDataException($"'{target}' is not a target of a job.");

    /// <summary>About how many characters a job sends.</summary>
    public static int Weight(JobRecord job) => 600 + (job.Parameters?.Length ?? 0) + (job.Reason?.Length ?? 0) + (job.ProgressText?.Length ?? 0);
}
