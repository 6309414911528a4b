namespace Universal.Jobs;

/// <summary>What becomes of a job whose node died while it ran.</summary>
[GenerateSerializer, Alias("universal.NodeLossRule")]
public enum NodeLossRule
{
    /// <summary>Run it again elsewhere as the next attempt (default). The script must bear being run again; it finds its attempt number in <c>UNIVERSAL_ATTEMPT</c>.</summary>
    Requeue = 0,

    /// <summary>End it as <see cref="JobState.Failed"/>. The script is never started a second time.</summary>
    Fail = 1,
}
