namespace Universal.Gateway.Status;

/// <summary>What this node is doing, as load balancers have to know it.</summary>
public enum NodeStatus
{
    /// <summary>Not ready yet: 503.</summary>
    Starting,

    /// <summary>Ready: 200.</summary>
    Online,

    /// <summary>Ready, with something wrong that the reasons tell: 200.</summary>
    Degraded,

    /// <summary>In maintenance: 503. Requests that come nevertheless are served.</summary>
    Maintenance,

    /// <summary>Is shutting down: 503.</summary>
    Stopping,

    /// <summary>Configuration error, or an app failed to start: 500.</summary>
    Faulted,

    /// <summary>Was ready and cannot serve now, as long as what the reasons tell lasts: 503.</summary>
    Unavailable,
}

/// <summary>Why a node is in its state.</summary>
/// <param name="Code">Stable name for programs. Everybody sees it.</param>
/// <param name="Text">A sentence, which may name files: shown to those who are signed in.</param>
public sealed record StatusReason(string Code, string Text);

/// <summary>The state of this node with the reasons.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Reasons">Why.</param>
/// <param name="RefuseRequests">
/// True: everything but the status answers 503 with <c>Retry-After</c>. For the second phase of stopping, when load balancers have had
/// their time to see the status; and while starting, as long as nothing can be answered.
/// </param>
public sealed record NodeStatusReport(NodeStatus State, IReadOnlyList<StatusReason> Reasons, bool RefuseRequests = false);

/// <summary>Tells the state of this node. Asked with every request: answers from memory and never fails.</summary>
public interface INodeStatus
{
    /// <summary>Name of this node.</summary>
    string Node { get; }

    /// <summary>Its state now.</summary>
    NodeStatusReport Current { get; }
}
