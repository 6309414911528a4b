using System.Threading.Channels;
using Universal.Jobs;

namespace Universal.Samples.AutomationClient;

/// <summary>Follows a job to its end: told of news by an observer, reading them from the store, so that a lost message costs only time.</summary>
internal sealed class JobFollower(IGrainFactory grains)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public async Task<JobRecord> FollowAsync(long jobId, Action<JobOutput> onOutput)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var listener = new Listener(news.Writer);
        var observer = grains.CreateObjectReference<IJobObserver>(listener);
        var jobs = grains.GetGrain<IJobsGrain>(0);
        try
        {
            for (long next = 1; ;)
            {
                // Subscribing again keeps the subscription, also after the job's grain moved to another node.
                await grains.GetGrain<IJobGrain>(jobId).Subscribe(observer);
                var page = (await jobs.ReadOutput(jobId, next, 1_000))!;
                foreach (var record in page.Records) onOutput(record);
                next = page.NextFrom;
                if (page.Ended) return (await jobs.Get(jobId))!;
                if (page.Records.Count == 0) await Task.WhenAny(news.Reader.ReadAsync().AsTask(), Task.Delay(Silence));
            }
        }
        finally
        {
            grains.DeleteObjectReference<IJobObserver>(observer);
            GC.KeepAlive(listener);
        }
    }

    private sealed class Listener(ChannelWriter<bool> news) : IJobObserver
    {
        public Task JobChanged(JobRecord job) => Task.FromResult(news.TryWrite(true));

        public Task OutputAppended(long jobId, long lastSequence) => Task.FromResult(news.TryWrite(true));
    }
}
