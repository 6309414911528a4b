using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Universal.Grains.Clock;
using Universal.Grains.Nodes;
using Universal.Jobs;
using Universal.Persistence.Jobs;

namespace Universal.Grains.Triggers;

/// <summary>
/// Tells the events of jobs again that a node which died may not have told (key 0), one node at a time.
/// </summary>
[Alias("universal.ITriggerRecoveryGrain")]
internal interface ITriggerRecoveryGrain : IGrainWithIntegerKey
{
    /// <summary>Looks at the jobs of the last minutes, until it succeeds. Who calls while it is at it waits for the round that begins afterwards. Repeating it is harmless.</summary>
    [Alias("Recover"), AlwaysInterleave] Task Recover();
}

/// <summary>See <see cref="ITriggerRecoveryGrain"/>. Two at once do no harm: of each trigger and event comes one job.</summary>
internal sealed partial class TriggerRecoveryGrain(
    TriggerQueue queue, TriggerNotes notes, IJobStore store, LocalNode node, IOptions<TriggerOptions> options, TimeProvider time, ILogger<TriggerRecoveryGrain> logger)
    : Grain, ITriggerRecoveryGrain
{
    // At 2,500 jobs a second those of 80 seconds; a node that dies is found within six.
    private const int MostJobs = 200_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _leaving = new();
    private Rounds? _rounds;

    public Task Recover() => (_rounds ??= new Rounds(RecoverAllAsync)).RunAsync();

    // The end of its node is the death of one, after which all call again.
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await _leaving.CancelAsync();

    private async Task RecoverAllAsync()
    {
        while (true)
        {
            try
            {
                await RecoverOnceAsync();
                return;
            }
            catch (Exception error) when (!_leaving.IsCancellationRequested && !node.Stopping)
            {
                // Who called may have stopped waiting, and takes it for done.
                LogFailed(error);
            }

            await Task.Delay(RetryDelay, time, _leaving.Token);
        }
    }

    private async Task RecoverOnceAsync()
    {
        if (!queue.Table.HasJobEvents) return;
        await notes.NoteAsync(queue.Table.Snapshot.Triggers, _leaving.Token);
        var now = time.GetUtcNow();
        var seen = 0;
        DateTimeOffset? edge = null;
        await foreach (var job in store.ReadEndedAsync(_leaving.Token))
        {
            // When the whole cluster was down, the last minutes are those before it went.
            edge ??= (job.EndedAt < now ? job.EndedAt : now) - options.Value.RecoveryWindow;
            if (job.EndedAt < edge || ++seen > MostJobs) break;
            await queue.RecoverAsync(job, _leaving.Token);
        }

        await foreach (var job in store.ReadLiveAsync(_leaving.Token))
        {
            // How long a question is open is not in the row; its job can run for days.
            if (job.State == JobState.WaitingOnFeedback || job.StartedAt > now - options.Value.RecoveryWindow) await queue.RecoverAsync(job, _leaving.Token);
        }

        LogRecovered(seen);
    }

    [LoggerMessage(LogLevel.Warning, "The triggers of jobs could not be looked at again; trying again")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(LogLevel.Information, "The triggers of {Jobs} jobs that ended lately were looked at again")]
    private partial void LogRecovered(int jobs);
}
