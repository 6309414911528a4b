namespace Universal.Grains.Dispatch;

/// <summary>What is to be hoped for a job that no node can take now.</summary>
internal enum Outlook
{
    /// <summary>No node that serves its target is here and takes jobs.</summary>
    NodesAway,

    /// <summary>Every node refused it, or is in trouble, and at least one of them may run it yet.</summary>
    MayPass,

    /// <summary>Every node that is here lacks what it wants.</summary>
    Refused,
}

/// <summary>A job that no node can take now.</summary>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Outlook">What is to be hoped.</param>
internal sealed record UnroutableJob(QueuedJob Job, string Reason, Outlook Outlook);
