using Universal.Calls;

namespace Universal.Git;

/// <summary>The synchronisation of the repository with its remote. Key 0. Every call can be repeated.</summary>
[Alias("universal.IGitGrain")]
public interface IGitGrain : IGrainWithIntegerKey
{
    /// <summary>The settings in force, without secrets.</summary>
    [Alias("GetSettings"), Repeatable] Task<GitSettings> GetSettings();

    /// <summary>
    /// Stores settings for all nodes, which take them up within seconds. A crash leaves the old ones or the new ones.
    /// </summary>
    [Alias("SetSettings")] Task<GitSettingsResult> SetSettings(GitSettingsChange change, string? by);

    /// <summary>Removes the settings of the database, with the secrets: those of the nodes' own configuration count again. False: there were none.</summary>
    [Alias("RemoveSettings")] Task<bool> RemoveSettings();

    /// <summary>What webhooks must be signed with; null: the webhook is closed. For gateways; not to be shown.</summary>
    [Alias("GetHookSecret"), Repeatable] Task<string?> GetHookSecret();

    /// <summary>
    /// Makes every node synchronise now, and publishes what waits. Answers when all have, at most after 8 s; a node that is still at it says so by
    /// its last outcome. Calls in quick succession are answered by one exchange with the remote.
    /// </summary>
    [Alias("Synchronise")] Task<IReadOnlyList<GitNodeStatus>> Synchronise(GitTrigger trigger);

    /// <summary>Where each node stands, by name. A node that does not answer is left out.</summary>
    [Alias("ListNodes"), Repeatable] Task<IReadOnlyList<GitNodeStatus>> ListNodes();

    /// <summary>Synchronisations that changed something, failed, or succeeded again, newest first; the last 10,000 are kept.</summary>
    /// <param name="before">Only those with a smaller number; null: all.</param>
    /// <param name="take">How many, 1 to 500.</param>
    [Alias("ListHistory"), Repeatable] Task<IReadOnlyList<GitSyncRecord>> ListHistory(long? before, int take);
}

/// <summary>Edits of the repository's files. Key 0. What answers <see cref="GitEditStatus.Done"/> is stored in the database.</summary>
[Alias("universal.IGitEditsGrain")]
public interface IGitEditsGrain : IGrainWithIntegerKey
{
    /// <summary>Edits, newest first.</summary>
    /// <param name="unfinishedOnly">Leaves out what is published or discarded.</param>
    /// <param name="before">Only those with a smaller number; null: all.</param>
    /// <param name="take">How many, 1 to 500.</param>
    [Alias("List"), Repeatable] Task<IReadOnlyList<GitEdit>> List(bool unfinishedOnly, long? before, int take);

    /// <summary>An edit, or null.</summary>
    [Alias("Get"), Repeatable] Task<GitEdit?> Get(long id);

    /// <summary>Begins an edit, empty or with files. Each call begins another.</summary>
    /// <param name="author">Name of the identity.</param>
    /// <param name="message">The commit's message; null: made from the files.</param>
    /// <param name="files">Its files, each at most once, together at most 5 MB.</param>
    /// <param name="publish">Whether it is published at once. False: it stays open.</param>
    [Alias("Create")] Task<GitEditResult> Create(string author, string? message, IReadOnlyList<GitFileContent> files, bool publish);

    /// <summary>Adds files to an open edit; a file that it has already is replaced.</summary>
    [Alias("Put")] Task<GitEditResult> Put(long id, IReadOnlyList<GitFileContent> files);

    /// <summary>
    /// Publishes an open edit: it is tried at once, and again until the remote has it. The edit's state in the answer says how far it is.
    /// </summary>
    /// <param name="id">The edit.</param>
    /// <param name="message">The commit's message; null: the edit's, or one made from the files.</param>
    /// <param name="paths">Only these files; the others stay in an open edit of their own. Null: all.</param>
    [Alias("Publish")] Task<GitEditResult> Publish(long id, string? message, IReadOnlyList<string>? paths);

    /// <summary>Gives up an edit that is not published, or some of its files.</summary>
    [Alias("Discard")] Task<GitEditResult> Discard(long id, IReadOnlyList<string>? paths);

    /// <summary>Decides a conflict. With the last one the edit is tried again at once.</summary>
    /// <param name="id">The edit.</param>
    /// <param name="path">The file.</param>
    /// <param name="choice">How.</param>
    /// <param name="content">The content, when the choice says so; null then: the file is deleted.</param>
    [Alias("Resolve")] Task<GitEditResult> Resolve(long id, string path, GitConflictChoice choice, ReadOnlyMemory<byte>? content);

    /// <summary>What an edit makes of a file, compared with what its author saw. Null: no such edit or file.</summary>
    [Alias("Diff"), Repeatable] Task<GitEditDiff?> Diff(long id, string path);
}
