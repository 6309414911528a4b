using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Platform;

/// <summary>
/// Says which server the cmdlets of this session ask. It asks the server who you are, so that a wrong address or token is found at once.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "PSUServer")]
public sealed class ConnectPSUServerCommand : RestCmdlet
{
    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Address of the server: the same as -ComputerName.</summary>
    [Parameter]
    public string? Url { get; set; }

    private protected override PSCredential? SignIn => Credential;

    /// <inheritdoc />
    protected override void Run()
    {
        if (Url is not null && ComputerName is not null) throw new ArgumentException("-Url and -ComputerName are the same: give one of them.");
        ComputerName ??= Url;
        if (string.IsNullOrEmpty(ComputerName)) throw new ArgumentException("Give the address of the server as -ComputerName.");
        var address = new ServerAddress(ServerAddress.Parse(ComputerName!), AppToken, Credential, UseDefaultCredentials, TrustCertificate);
        State.Connected = null;
        Get("me");
        State.Connected = address;
    }
}
