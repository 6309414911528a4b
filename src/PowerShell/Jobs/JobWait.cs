using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Jobs;

/// <summary>
/// Waits for the end of a job by listening to it. A stream that breaks is taken up again at whichever node answers; when that fails as
/// well, the server is asked for the job, which says why.
/// </summary>
internal sealed class JobWait(
    Func<string, JsonElement?> get, Func<string, Func<string, string, bool>, CancellationToken, bool> follow, CancellationToken stop)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    // Behind every record: only the job's own events are of interest.
    private const string NoOutput = "9223372036854775807";

    /// <summary>The job as it ended; null: it did not within the limit.</summary>
    /// <exception cref="ServerException">There is no such job, or the server cannot be asked.</exception>
    public JsonElement? ForEnd(long id, TimeSpan? limit)
    {
        var watch = Stopwatch.StartNew();
        var path = FormattableString.Invariant($"job/{id}");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (limit is { } time) end.CancelAfter(time);
        while (true)
        {
            if (get(path) is { } job && job.GetProperty("ended").GetBoolean()) return job;
            if (watch.Elapsed >= limit) return null;
            try
            {
                // A stream that ends without its end was cut, and may be cut at once again.
                if (!follow($"{path}/output/live?from={NoOutput}", (kind, _) => kind == "end", end.Token))
                    end.Token.WaitHandle.WaitOne(_pause);
            }
            catch (ServerException e) when (e.Status is null || (int)e.Status >= 500)
            {
                end.Token.WaitHandle.WaitOne(_pause);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // The limit. The job is asked for once more: it may have ended with it.
            }

            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>An error when the job ended badly.</summary>
    public static ErrorRecord? FaultOf(JsonElement job)
    {
        var status = job.GetProperty("status").GetString();
        if (status is "Completed" or "Warning" or "Error") return null;
        var reason = job.TryGetProperty("reason", out var text) ? text.GetString() : null;
        var fault = new InvalidOperationException($"The job {job.GetProperty("id")} ended as {status}. {reason}".TrimEnd());
        return new ErrorRecord(fault, "Job" + status, ErrorCategory.OperationStopped, job.GetProperty("id").GetInt64());
    }
}
