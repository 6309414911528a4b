namespace Universal.Repository.Git;

/// <summary>Who changes what between the working copy and the remote.</summary>
public enum GitSyncMode
{
    /// <summary>The remote decides: what differs here is replaced by it.</summary>
    OneWay,

    /// <summary>Changes made here are committed and pushed, changes of the remote are merged.</summary>
    TwoWay,

    /// <summary>Changes made here are committed and pushed; the remote's are not taken.</summary>
    PushOnly,

    /// <summary>Nothing happens by itself.</summary>
    Manual,
}
