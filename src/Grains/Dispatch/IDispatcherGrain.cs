namespace Universal.Grains.Dispatch;

/// <summary>
/// Gives waiting jobs to nodes. One for the cluster (key 0), in memory only: when its silo dies the next call makes another one, which rebuilds the
/// queue from the job table. Every method can be repeated.
/// </summary>
[Alias("universal.IDispatcherGrain")]
internal interface IDispatcherGrain : IGrainWithIntegerKey
{
    /// <summary>Takes what happened on a node.</summary>
    [Alias("Post")] Task Post(DispatchNews news);

    /// <summary>Takes a node's offer. A node repeats it every few seconds and whenever it changes.</summary>
    [Alias("Announce")] Task Announce(NodeOffer offer);
}
