using Microsoft.Extensions.Options;
using Universal.Connections;
using Universal.Persistence.Secrets;

namespace Universal.Gateway.Connections;

/// <summary>Says whether this process can prove to the others that it belongs to the cluster.</summary>
public sealed class ConnectionCheck(IOptions<ClusterTlsOptions> options, SecretVault vault)
{
    /// <summary>Why it cannot join or call; null: it can. Counts once the vault has looked at the cluster's key.</summary>
    public string? Fault => options.Value is { Mode: not TlsMode.Off, CertificateFile: null or "" } && vault.State == ClusterKeyState.Missing
        ? $"{vault.Reason} Nodes prove with this key that they belong to the cluster, so that this process cannot join. With certificates of your own (Node:Tls:CertificateFile) it can."
        : null;

    /// <summary>What an operator should know about the ports; null: nothing.</summary>
    public string? Warning => options.Value.Mode switch
    {
        TlsMode.Off => "Node:Tls:Mode is Off: whoever reaches the ports of this node for nodes and clients, and every job on this machine does, can do everything. Set it to Require.",
        TlsMode.Accept => "Node:Tls:Mode is Accept, which takes calls without TLS: meant for the first round of a change. The next one is Prefer, then Require.",
        TlsMode.Prefer => "Node:Tls:Mode is Prefer, which takes calls without TLS: meant for the second round of a change. The next one is Require.",
        _ => null,
    };
}
