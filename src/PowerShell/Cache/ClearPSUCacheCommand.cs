using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Empties the cache of the cluster.</summary>
[Cmdlet(VerbsCommon.Clear, "PSUCache")]
public sealed class ClearPSUCacheCommand : ServerActionCmdlet
{
    private protected override HttpMethod Method => HttpMethod.Delete;

    private protected override string Route => "cache/all";
}
