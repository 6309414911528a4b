namespace Universal.Grains.Jobs;

/// <summary>
/// References to job grains. <c>GetGrain</c> works the interface's type out from its attributes each time, which was a twentieth of the CPU time of
/// a loaded node; the types never change, so they are worked out once.
/// </summary>
internal static class JobGrainFactory
{
    private static Types? s_types;

    /// <summary>The job of that number, as nodes and the dispatcher see it.</summary>
    public static IJobAttempt GetJobAttempt(this IGrainFactory grains, long jobId)
    {
        if (s_types is not { } types)
        {
            var first = grains.GetGrain<IJobAttempt>(jobId);
            s_types = new Types(first.GetGrainId().Type, ((GrainReference)(object)first).InterfaceType);
            return first;
        }

        return (IJobAttempt)grains.GetGrain(GrainId.Create(types.Grain, GrainIdKeyExtensions.CreateIntegerKey(jobId)), types.Interface);
    }

    // One reference, so that a reader on another thread sees both or none.
    private sealed record Types(GrainType Grain, GrainInterfaceType Interface);
}
