namespace Bench.Measuring;

/// <summary>What a job does.</summary>
public enum JobBody
{
    /// <summary>Nothing but say that it ran.</summary>
    Noop,

    /// <summary>Runs until its process dies; when it is run again it ends at once.</summary>
    Hold,

    /// <summary>Waits for the gate, then takes 100 ms.</summary>
    Short,

    /// <summary>Waits for the gate, then takes 2.5 to 11.5 s by its slot, in steps of 100 ms as work does that counts its own progress.</summary>
    Long,

    /// <summary>As <see cref="Long"/>, but does not heed the cancellation token, as much code does not.</summary>
    Deaf,
}

/// <summary>The bodies that every system runs.</summary>
public sealed class JobBodies(Recorder recorder)
{
    private const int LeastLongSteps = 25;
    private const int LongLengths = 10;
    private const int LongStepsApart = 10;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatePause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long the longest <see cref="JobBody.Long"/> takes once the gate is open.</summary>
    public static TimeSpan LongestTime => LongSteps(LongLengths - 1) * Step;

    public Recorder Recorder { get; } = recorder;

    public void Noop(int slot)
    {
        Recorder.Start(slot);
        Recorder.End(slot);
    }

    public async Task RunAsync(JobBody body, int slot, CancellationToken stop)
    {
        var starts = Recorder.Start(slot);
        switch (body)
        {
            case JobBody.Noop:
                break;
            case JobBody.Hold:
                if (starts == 1) await Task.Delay(Timeout.Infinite, stop);
                break;
            case JobBody.Short:
                await TakeAsync(steps: 1, stop);
                break;
            case JobBody.Long:
                await TakeAsync(LongSteps(slot), stop);
                break;
            case JobBody.Deaf:
                await TakeAsync(LongSteps(slot), CancellationToken.None);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(body), body, null);
        }

        Recorder.End(slot);
    }

    private static int LongSteps(int slot) => LeastLongSteps + (slot % LongLengths * LongStepsApart);

    private async Task TakeAsync(int steps, CancellationToken stop)
    {
        while (!Recorder.GateIsOpen) await Task.Delay(GatePause, stop);
        for (var step = 0; step < steps; step++) await Task.Delay(Step, stop);
    }
}
