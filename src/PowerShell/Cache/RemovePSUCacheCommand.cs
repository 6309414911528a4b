using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Removes a value of the cache of the cluster. A repeat is harmless.</summary>
[Cmdlet(VerbsCommon.Remove, "PSUCache")]
public sealed class RemovePSUCacheCommand : ServerActionCmdlet
{
    /// <summary>Its key.</summary>
    [Parameter(Mandatory = true)]
    public string Key { get; set; } = "";

    private protected override HttpMethod Method => HttpMethod.Delete;

    private protected override string Route => new QueryText("cache").Add("key", Key).ToString();
}
