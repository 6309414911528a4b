using Universal.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>
/// Is told by the job grains of this node what they have stored. Features register theirs in the container; all of a node are called one after the
/// other. A change whose node dies at once is told to nobody: who must not miss one looks at the table when a node has died.
/// </summary>
internal interface IJobListener
{
    /// <summary>The job is stored as it is now: created or changed. Must neither block nor throw. The same state can be told twice.</summary>
    void Changed(JobRecord job);
}
