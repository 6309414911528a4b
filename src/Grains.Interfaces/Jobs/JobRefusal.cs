namespace Universal.Jobs;

/// <summary>What a node lacked, so that it could not start an attempt.</summary>
public enum RefusalCause
{
    /// <summary>The node itself is in trouble, for instance no space, no descriptor, no script host, or it is stopping. That may pass.</summary>
    Node = 0,

    /// <summary>The node lacks the environment: its interpreter is missing or cannot be run.</summary>
    Environment = 1,

    /// <summary>The node cannot get the commit that the job is pinned to. That may pass.</summary>
    Commit = 2,

    /// <summary>The node's repository lacks the script, or the folder that it starts in.</summary>
    Script = 3,

    /// <summary>No script host comes up under the launcher of the job's environment. That may pass.</summary>
    Launcher = 4,
}

/// <summary>
/// A node could not start an attempt of the job, for a reason that is the node's own. Such an attempt counts neither as a retry nor as a loss, and the job
/// goes to another node.
/// </summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Incarnation">The process of that node; it is not asked again. Empty: a former refusal, which is only counted.</param>
/// <param name="Cause">What it lacked.</param>
/// <param name="Reason">The same for people.</param>
/// <param name="Since">When this node refused first.</param>
/// <param name="Count">How many attempts it refused.</param>
[GenerateSerializer, Immutable, Alias("universal.JobRefusal")]
public sealed record JobRefusal(
    [property: Id(0)] string Node,
    [property: Id(1)] string Incarnation,
    [property: Id(2)] RefusalCause Cause,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] int Count)
{
    /// <summary>Whether the same process will refuse again until something is installed or changed there.</summary>
    public bool Lasts => Cause is RefusalCause.Environment or RefusalCause.Script;
}
