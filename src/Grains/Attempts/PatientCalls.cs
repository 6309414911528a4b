using Microsoft.Extensions.Logging;
using Universal.Grains.Dispatch;

namespace Universal.Grains.Attempts;

/// <summary>
/// Calls on behalf of an attempt that must not fail because a node died or the database is away: they are repeated until there is an answer, so only
/// what can be repeated may be called.
/// </summary>
internal sealed partial class PatientCalls(TimeProvider time, ILogger<PatientCalls> logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    /// <summary>Asks until there is an answer, or it is canceled.</summary>
    public async Task<T> UntilAnsweredAsync<T>(AttemptKey key, Func<Task<T>> ask, CancellationToken cancellationToken = default)
    {
        for (var delay = FirstRetry; ; delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                LogRetry(error, key.JobId, key.Attempt);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId} attempt {Attempt}: no answer; asking again")]
    private partial void LogRetry(Exception error, long jobId, int attempt);
}
