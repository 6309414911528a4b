using System.Diagnostics;
using Universal.Jobs;

namespace Bench.Universal;

/// <summary>Times of one script job on an idle cluster.</summary>
/// <param name="FirstRecord">From the request until the client knows that the first record is stored.</param>
/// <param name="Final">From the request until the client knows that the job's final state is stored.</param>
/// <param name="StoredFirstRecord">From the job's stored creation to the stored time of its first record, which is when its node read it.</param>
public sealed record ScriptTimes(TimeSpan FirstRecord, TimeSpan Final, TimeSpan StoredFirstRecord);

/// <summary>Watches one job as a client does: an observer says that there is news. News from before the subscription are read.</summary>
internal sealed class ScriptWatch : IJobObserver
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly TaskCompletionSource<long> _firstRecord = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<ScriptTimes> RunAsync(IGrainFactory grains, string script)
    {
        var jobs = grains.GetGrain<IJobsGrain>(0);
        var watch = new ScriptWatch();
        var observer = grains.CreateObjectReference<IJobObserver>(watch);
        try
        {
            var requested = Stopwatch.GetTimestamp();
            var result = await jobs.Create(new JobRequest { Script = script });
            if (result.Job is not { } job) throw new InvalidOperationException($"{script}: {result.Status}");
            await grains.GetGrain<IJobGrain>(job.Id).Subscribe(observer);
            if (await jobs.ReadOutput(job.Id, 1, 1) is { Records.Count: > 0 }) watch._firstRecord.TrySetResult(Stopwatch.GetTimestamp());
            if (await jobs.Get(job.Id) is { } now) await watch.JobChanged(now);
            var firstRecord = await watch._firstRecord.Task.WaitAsync(Limit);
            var final = await watch._final.Task.WaitAsync(Limit);

            var ended = (await jobs.Get(job.Id))!;
            if (ended.State != JobState.Completed) throw new InvalidOperationException($"{script}: {ended.State}, {ended.Reason}");
            var record = (await jobs.ReadOutput(job.Id, 1, 1))!.Records[0];
            if (record.Text != "hello") throw new InvalidOperationException($"{script} wrote: {record.Text}");
            return new ScriptTimes(
                Stopwatch.GetElapsedTime(requested, firstRecord), Stopwatch.GetElapsedTime(requested, final), record.Time - ended.CreatedAt);
        }
        finally
        {
            grains.DeleteObjectReference<IJobObserver>(observer);
            GC.KeepAlive(watch);
        }
    }

    public Task JobChanged(JobRecord job)
    {
        if (job.State.IsFinal()) _final.TrySetResult(Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }

    public Task OutputAppended(long jobId, long lastSequence)
    {
        _firstRecord.TrySetResult(Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }
}
