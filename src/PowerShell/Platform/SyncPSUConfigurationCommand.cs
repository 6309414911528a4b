using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Platform;

/// <summary>Reads the configuration files again.</summary>
[Cmdlet(VerbsData.Sync, "PSUConfiguration")]
public sealed class SyncPSUConfigurationCommand : ServerActionCmdlet
{
    /// <summary>Reads everything anew, also what did not change.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <summary>Reads only that file.</summary>
    [Parameter]
    public string? File { get; set; }

    private protected override HttpMethod Method => HttpMethod.Post;

    private protected override string Route => "configuration/reload";

    private protected override JsonBody? Body => BodyOf();
}
