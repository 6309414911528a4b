using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Universal.Jobs;

namespace Universal.Grains.Dispatch;

/// <summary>
/// This node's letter box to the dispatcher. News that gathers while a letter is on its way leaves in the next one, so a busy node sends few messages
/// and an idle one sends at once. A letter is repeated until the dispatcher has it.
/// </summary>
internal sealed partial class DispatchPost(IGrainFactory grains, ILocalSiloDetails silo, TimeProvider time, ILogger<DispatchPost> logger) : BackgroundService
{
    private const int LetterSize = 1_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private readonly IDispatcherGrain _dispatcher = grains.GetGrain<IDispatcherGrain>(0);
    private readonly Channel<object> _box = Channel.CreateUnbounded<object>(new() { SingleReader = true });

    /// <summary>A stored job waits for a node.</summary>
    public void Queued(JobRecord job) => _box.Writer.TryWrite(QueuedJob.From(job));

    /// <summary>A job waits no longer.</summary>
    public void Withdrawn(long jobId) => _box.Writer.TryWrite(jobId);

    /// <summary>An attempt is over, or was not started.</summary>
    public void Released(AttemptKey attempt) => _box.Writer.TryWrite(attempt);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _box.Reader.WaitToReadAsync(stoppingToken))
        {
            List<QueuedJob> queued = [];
            List<long> withdrawn = [];
            List<AttemptKey> released = [];
            while (queued.Count + withdrawn.Count + released.Count < LetterSize && _box.Reader.TryRead(out var item))
            {
                switch (item)
                {
                    case QueuedJob job: queued.Add(job); break;
                    case long id: withdrawn.Add(id); break;
                    case AttemptKey key: released.Add(key); break;
                }
            }

            await SendAsync(new DispatchNews(queued, withdrawn, released, silo.SiloAddress), stoppingToken);
        }
    }

    private async Task SendAsync(DispatchNews news, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _dispatcher.Post(news);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // The dispatcher's silo died, or it cannot rebuild its queue because the database is away. Posting again is harmless.
                LogPostFailed(error);
                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }
}
