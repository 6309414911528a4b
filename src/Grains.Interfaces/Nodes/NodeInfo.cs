namespace Universal.Nodes;

/// <summary>State of a node.</summary>
[GenerateSerializer, Alias("universal.NodeState")]
public enum NodeState
{
    /// <summary>Its process is not a member of the cluster.</summary>
    Offline = 0,

    /// <summary>Member, not ready yet.</summary>
    Starting = 1,

    /// <summary>Takes jobs and requests.</summary>
    Online = 2,

    /// <summary>In maintenance: takes no new job, status answers 503.</summary>
    Maintenance = 3,

    /// <summary>Configuration error or a failed app: status answers 500.</summary>
    Faulted = 4,

    /// <summary>Is shutting down.</summary>
    Stopping = 5,
}

/// <summary>A node as the registry knows it.</summary>
[GenerateSerializer, Immutable, Alias("universal.NodeInfo")]
public sealed record NodeInfo
{
    /// <summary>The node's stable name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    [Id(1)] public NodeState State { get; init; }

    /// <summary>Whether an operator put it in maintenance. Survives restarts.</summary>
    [Id(2)] public bool Maintenance { get; init; }

    /// <summary>Its process: the silo address. Changes with each start.</summary>
    [Id(3)] public string Incarnation { get; init; } = "";

    /// <summary>Name of the machine.</summary>
    [Id(4)] public string Machine { get; init; } = "";

    /// <summary>Process id on that machine.</summary>
    [Id(5)] public int ProcessId { get; init; }

    /// <summary>Operating system.</summary>
    [Id(6)] public string OperatingSystem { get; init; } = "";

    /// <summary>User that the process runs as.</summary>
    [Id(7)] public string User { get; init; } = "";

    /// <summary>Version of Universal.</summary>
    [Id(8)] public string Version { get; init; } = "";

    /// <summary>Where its pages and API are.</summary>
    [Id(9)] public string Url { get; init; } = "";

    /// <summary>Its tags: name, operating system and those of its configuration.</summary>
    [Id(10)] public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When its process started.</summary>
    [Id(11)] public DateTimeOffset StartedAt { get; init; }

    /// <summary>How many jobs it runs at most.</summary>
    [Id(12)] public int Slots { get; init; }

    /// <summary>Jobs it runs now.</summary>
    [Id(13)] public IReadOnlyList<long> RunningJobs { get; init; } = [];

    /// <summary>Why it is in its state: one sentence each.</summary>
    [Id(14)] public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Hash of the catalogue in force there: nodes with the same files have the same. Null: not known, the node is away.</summary>
    [Id(15)] public string? CatalogueHash { get; init; }

    /// <summary>Names of the environments that its own configuration adds. Null: not known, the node is away or of an earlier version.</summary>
    [Id(16)] public IReadOnlyList<string>? Environments { get; init; }
}
