using Bench.Measuring;

namespace Bench.Hangfire;

/// <summary>The bodies as Hangfire calls them: static methods of the worker's process.</summary>
public static class HangfireJobs
{
    public static JobBodies? Bodies { get; set; }

    public static void Noop(int slot) => Bodies!.Noop(slot);

    public static Task RunAsync(JobBody body, int slot, CancellationToken stop) => Bodies!.RunAsync(body, slot, stop);
}
