using Bench.Measuring;
using Bench.Running;

namespace Bench.Systems;

/// <summary>How a system is configured.</summary>
public enum Variant
{
    /// <summary>As it comes: only what a cluster needs is set.</summary>
    Default,

    /// <summary>The settings that its documentation offers for the shortest latency and the fastest takeover.</summary>
    Fastest,
}

/// <summary>A job system that is measured. The worker side runs in processes of its own, the client side in the measuring process.</summary>
public interface ISystemUnderTest
{
    /// <summary>Name for the option <c>--systems</c>, in lower case.</summary>
    string Key { get; }

    /// <summary>Name and version for the report.</summary>
    string Title { get; }

    /// <summary>Whether it is Universal, and not a peer.</summary>
    bool IsOwn => false;

    /// <summary>The variants that differ.</summary>
    IReadOnlyList<Variant> Variants { get; }

    /// <summary>
    /// Runs a worker node until <paramref name="stop"/>, with the job bodies of <paramref name="bodies"/>. Calls <see cref="Recorder.WorkerReady"/> once it takes
    /// jobs. Creates the schema when it is missing: the first worker is ready before the second starts.
    /// </summary>
    Task RunWorkerAsync(WorkerSettings settings, JobBodies bodies, CancellationToken stop);

    /// <summary>Connects a client as an application would that only asks for jobs. The workers are ready.</summary>
    Task<ISystemClient> ConnectAsync(ClusterSettings cluster, CancellationToken cancellationToken);
}

/// <summary>Asks a system for jobs. Calls may overlap.</summary>
public interface ISystemClient : IAsyncDisposable
{
    /// <summary>Whether jobs stay in the store when they have ended.</summary>
    bool KeepsEndedJobs { get; }

    /// <summary>
    /// Asks for a job that runs that body with that slot, to be run again when its node dies. Returns when the system has stored it.
    /// </summary>
    Task EnqueueAsync(JobBody body, int slot, CancellationToken cancellationToken);

    /// <summary>
    /// Makes schedules that run <see cref="JobBody.Noop"/>, the one of slot i at the ith time, which lies within the next hour and on a whole second. Returns
    /// when the system would serve them.
    /// </summary>
    Task ScheduleAsync(IReadOnlyList<DateTimeOffset> due, CancellationToken cancellationToken);

    /// <summary>Whether the store says that every job has ended. Few statements: it is called while the run is measured.</summary>
    Task<bool> AllEndedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Puts finished jobs into the store, like the ones it has. One at least has ended. Only for a system that <see cref="KeepsEndedJobs"/>.
    /// </summary>
    Task SeedEndedAsync(int count, CancellationToken cancellationToken);

    /// <summary>Makes the ends that the store records countable, from now on. Only for a system that <see cref="KeepsEndedJobs"/>.</summary>
    Task WatchEndsAsync(CancellationToken cancellationToken);

    /// <summary>How many jobs were recorded as ended since <see cref="WatchEndsAsync"/>, and how many of them more than once.</summary>
    Task<(int Ended, int EndedTwice)> CountEndsAsync(CancellationToken cancellationToken);
}
