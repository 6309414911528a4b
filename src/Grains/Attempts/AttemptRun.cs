using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Grains.Dispatch;
using Universal.Grains.Execution;
using Universal.Grains.Git;
using Universal.Grains.Jobs;
using Universal.Grains.Nodes;
using Universal.Grains.Variables;
using Universal.Jobs;
using Universal.Persistence.Jobs;
using Universal.Repository.Catalogue;
using Universal.Security;

namespace Universal.Grains.Attempts;

/// <summary>
/// The life of an attempt on its node: lease, run, report. Numbered points say what is safe when the process dies there.
/// </summary>
internal sealed partial class AttemptRun(
    LocalNode node,
    ICatalogue catalogue,
    CommitFolders commits,
    IEnumerable<IAttemptRunner> runners,
    JobVariables variables,
    JobSecrets secrets,
    IJobOutputStore output,
    IGrainFactory grains,
    PatientCalls calls,
    AttemptTroubles troubles,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<AttemptRun> logger)
{
    // The token dies with the lease; this only bounds one that outlives every clock.
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(30);

    public async Task RunAsync(Attempt attempt)
    {
        var key = attempt.Key;
        var job = grains.GetJobAttempt(key.JobId);

        // 1. Not started: whoever rebuilds the queue finds the job waiting.
        if (await calls.UntilAnsweredAsync(key, () => job.Start(key.Attempt, node.Name, node.Incarnation)) is not { } record) return;

        // 2. The lease is stored: from here on a crash of this process is the loss of a running attempt, whether or not the script has begun.
        var outcome = await ExecuteAsync(attempt, job, record);

        // 3. Every process is gone and all output stored; the report is repeated until the job has it.
        if (attempt.Cause == StopCause.Stale) return;
        var report = AttemptReport.From(outcome with { Reason = attempt.Mask.Apply(outcome.Reason) }, attempt.Cause == StopCause.TimedOut);
        await calls.UntilAnsweredAsync(key, async () =>
        {
            await job.Complete(key.Attempt, report);
            return true;
        });
    }

    private async Task<AttemptOutcome> ExecuteAsync(Attempt attempt, IJobAttempt job, JobRecord record)
    {
        var runner = runners.FirstOrDefault(candidate => candidate.Runs(record.Environment));
        if (runner is null) return AttemptOutcome.Refused(RefusalCause.Environment, $"It has no environment '{record.Environment}'.");

        var stored = new AttemptOutput(output, job, attempt.Key, options.Value, time, logger, () => attempt.Stop(StopCause.Stale));
        await using var timeout = record.Policy.Timeout is { } limit
            ? time.CreateTimer(static state => ((Attempt)state!).Stop(StopCause.TimedOut), attempt, limit, Timeout.InfiniteTimeSpan)
            : null;
        AttemptOutcome outcome;
        try
        {
            if (attempt.Key.Attempt > 1)
                stored.ContinueAfter(await calls.UntilAnsweredAsync(attempt.Key, () => output.LastSequenceAsync(record.Id)));
            outcome = await RunAsync(attempt, job, record, runner, stored);
        }
        catch (Exception error)
        {
            // A runner's own fault. The script's processes are the runner's to end; the job must end too.
            LogRunnerFailed(error, record.Id, record.Environment);
            outcome = new AttemptOutcome(AttemptEnd.Lost, Reason: $"Node {node.Name} could not supervise it: {error.Message}");
        }

        // Of an attempt that was told to stop the end says nothing about the node.
        if (attempt.Cause == StopCause.None && !node.Stopping) troubles.Note(record, outcome);
        if (outcome is { End: AttemptEnd.Refused, Refusal: { } cause, Reason: { } why }) LogRefused(record.Id, record.Attempt, cause, why);
        try
        {
            await stored.CompleteAsync();
            return outcome;
        }
        catch (Exception error)
        {
            // The database refused the output itself: another attempt would write the same again.
            LogOutputFailed(error, record.Id);
            return new AttemptOutcome(AttemptEnd.Exited, outcome.ExitCode, Terminated: true, Reason: $"Its output could not be stored: {error.Message}", Engine: outcome.Engine);
        }
    }

    private async Task<AttemptOutcome> RunAsync(Attempt attempt, IJobAttempt job, JobRecord record, IAttemptRunner runner, AttemptOutput stored)
    {
        CommitFolders.Use files;
        try
        {
            files = await commits.TakeAsync(record.Commit);
        }
        catch (Exception error)
        {
            // Whatever it is, nothing of the script has run, and another node may have the files.
            LogFilesFailed(error, record.Id, record.Commit);
            return AttemptOutcome.Refused(RefusalCause.Commit, error.Message);
        }

        using (files)
        {
            if (await DescribeAsync(runner, record, attempt, files.Root) is not { } described)
            {
                return RepositoryFolder.FaultOf(files.Root) is { } missing
                    ? AttemptOutcome.Refused(RefusalCause.Node, missing)
                    : AttemptOutcome.Refused(RefusalCause.Script, $"It has no script '{record.Script}' in its repository.");
            }

            var parameters = await calls.UntilAnsweredAsync(attempt.Key, () => secrets.OpenAsync(record));
            if (parameters.Fault is { } fault) return parameters.OfTheNode ? AttemptOutcome.Refused(RefusalCause.Script, fault) : new AttemptOutcome(AttemptEnd.NotStarted, Reason: fault);
            // Masked before the script has them.
            attempt.Mask.Add(parameters.Hidden);
            var start = described with { Parameters = parameters.Json };
            var sink = new AttemptSink(attempt, job, stored, calls, time);
            var outcome = await runner.RunAsync(start, sink, options.Value.CancelGrace, attempt.StopToken);
            await sink.CompleteAsync();
            return outcome;
        }
    }

    private async Task<AttemptStart?> DescribeAsync(IAttemptRunner runner, JobRecord job, Attempt attempt, string root)
    {
        if (runner is FunctionRunner) return new AttemptStart { Job = job, RepositoryRoot = root, Variables = FunctionRunner.NoVariables };
        var snapshot = catalogue.Current;
        var script = snapshot.Find(job.Script);
        // A text is that of the catalogue in force, also when the job is pinned to an older commit: of that only the files are at hand.
        var text = script is null ? null : snapshot.TextOf(script);
        // Its path is the script's identity. Of an older commit it may be gone from the catalogue, and still be run.
        var path = script?.File ?? script?.Path ?? (job.Commit is null ? null : job.Script);
        if (path is null) return null;
        var session = await calls.UntilAnsweredAsync(attempt.Key, () => variables.ForAsync(job));
        attempt.Mask.Add(session.Hidden);
        var token = await calls.UntilAnsweredAsync(attempt.Key, () => grains.GetGrain<IJobTokensGrain>(0).Grant(job.Id, job.Attempt, job.Identity, TokenLifetime));
        // While it holds, who reads the output could act as the job.
        attempt.Mask.Add([token]);
        return new AttemptStart
        {
            Job = job,
            Session = session,
            ScriptFile = text is null ? Path.Combine(root, path) : null,
            ScriptText = text,
            Definition = script,
            Schedule = job.Origin is { Kind: JobOriginKind.Schedule, Name: var name } ? snapshot.FindSchedule(name) : null,
            RepositoryRoot = root,
            Variables = new Dictionary<string, string>
            {
                ["UNIVERSAL_URL"] = node.Url,
                ["UNIVERSAL_TOKEN"] = token,
                ["UNIVERSAL_JOB_ID"] = job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["UNIVERSAL_ATTEMPT"] = job.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["UNIVERSAL_NODE"] = node.Name,
            },
        };
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId}: attempt {Attempt} could not be started on this node ({Cause}), and goes back to the queue: {Reason}")]
    private partial void LogRefused(long jobId, int attempt, RefusalCause cause, string reason);

    [LoggerMessage(LogLevel.Warning, "Job {JobId}: the files of commit {Commit} cannot be had on this node")]
    private partial void LogFilesFailed(Exception error, long jobId, string? commit);

    [LoggerMessage(LogLevel.Error, "Job {JobId}: the runner of environment {Environment} failed")]
    private partial void LogRunnerFailed(Exception error, long jobId, string environment);

    [LoggerMessage(LogLevel.Error, "Job {JobId}: the database refused its output")]
    private partial void LogOutputFailed(Exception error, long jobId);
}
