namespace Universal.Connections;

/// <summary>What a process speaks on the ports of Orleans. Two processes understand each other when these stand beside each other in this list.</summary>
public enum TlsMode
{
    /// <summary>TLS alone. The default.</summary>
    Require,

    /// <summary>It calls with TLS and takes calls without. For the second round of a change.</summary>
    Prefer,

    /// <summary>It calls without TLS and takes calls with it. For the first round of a change.</summary>
    Accept,

    /// <summary>No TLS: whoever reaches a port is trusted with everything.</summary>
    Off,
}
