using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>
/// Gives a lock back that <c>Lock-PSUCache</c> took: by that object from the pipeline, or by key and token. When its lease was over it is the error
/// <c>lock_stale</c>: somebody else may have done the same work meanwhile.
/// </summary>
[Cmdlet(VerbsCommon.Unlock, "PSUCache")]
public sealed class UnlockPSUCacheCommand : RestCmdlet
{
    /// <summary>Name of the lock.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Key { get; set; } = "";

    /// <summary>The token under which it is held.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public long Token { get; set; }

    /// <inheritdoc />
    protected override void Run() =>
        Send(HttpMethod.Post, "cache/lock/release", new JsonBody { ["Name"] = Key, ["Token"] = Token }, Guid.NewGuid().ToString("N"));
}
