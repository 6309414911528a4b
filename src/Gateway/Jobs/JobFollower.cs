using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Universal.Gateway.Access;
using Universal.Jobs;

namespace Universal.Gateway.Jobs;

/// <summary>
/// Follows a job as events: <c>job</c> (its state), <c>output</c> (id = sequence), <c>ping</c> after each silence, and at last <c>end</c>.
/// Notifications say when to read; what is read comes from the store, so nothing depends on a notification but the delay.
/// </summary>
internal sealed class JobFollower(IGrainFactory grains, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int PageSize = 1000;

    public async IAsyncEnumerable<SseItem<object>> FollowAsync(
        JobRecord job, long from, CredentialCheck credential, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first event goes out at once, so that a client of a queued job sees that it is connected.
        yield return new(JobModel.Of(job), "job");

        // Subscribed before the first read: what is stored in between is either read or announced.
        await using var subscription = await JobSubscription.StartAsync(grains, job.Id, time);
        var jobs = grains.GetGrain<IJobsGrain>(0);
        var (seen, checkedAt) = (job.Version, time.GetTimestamp());
        while (true)
        {
            var page = await jobs.ReadOutput(job.Id, from, PageSize, cancellationToken);
            if (page is null) yield break;
            foreach (var record in page.Records)
            {
                yield return new(JobOutputModel.Of(record), "output") { EventId = record.Sequence.ToString(CultureInfo.InvariantCulture) };
            }

            from = page.NextFrom;
            if (page.Ended) break;
            if (page.Records.Count == PageSize) continue;

            // The stream outlives the request that was let in: what is revoked meanwhile ends it, and reconnecting is refused.
            if (time.GetElapsedTime(checkedAt) >= options.Value.LiveSilence)
            {
                if (!await credential.HoldsAsync()) yield break;
                checkedAt = time.GetTimestamp();
            }

            if (!await subscription.WaitAsync(options.Value.LiveSilence, cancellationToken))
            {
                subscription.Latest = await jobs.Get(job.Id, cancellationToken);
                yield return new(new object(), "ping");
            }

            if (subscription.Latest is { } latest && latest.Version > seen)
            {
                seen = latest.Version;
                if (!latest.State.IsFinal()) yield return new(JobModel.Of(latest), "job");
            }
        }

        if (await jobs.Get(job.Id, cancellationToken) is { } ended) yield return new(JobModel.Of(ended), "end");
    }
}
