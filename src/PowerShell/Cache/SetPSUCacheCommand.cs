using System.Management.Automation;
using System.Net.Http;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Sets a value in the cache of the cluster. Objects are kept as CLIXML, so that any node reads them as objects.</summary>
[Cmdlet(VerbsCommon.Set, "PSUCache")]
public sealed class SetPSUCacheCommand : RestCmdlet
{
    /// <summary>When it is gone.</summary>
    [Parameter]
    public DateTime AbsoluteExpiration { get; set; }

    /// <summary>After how long it is gone.</summary>
    [Parameter]
    public TimeSpan AbsoluteExpirationFromNow { get; set; }

    /// <summary>Its key.</summary>
    [Parameter(Mandatory = true)]
    public string Key { get; set; } = "";

    /// <summary>Keeps it in the database as well, so that it outlives every node. Default: it is kept in the memory of one node, and ends with it.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>After how long without being read it is gone.</summary>
    [Parameter]
    public TimeSpan SlidingExpiration { get; set; }

    /// <summary>Its value; may be null.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    public object Value { get; set; } = null!;

    /// <summary>
    /// Sets it only if the entry has this version, which <c>Get-PSUCache -Entry</c> shows; 0: only if there is none. Otherwise it is the error
    /// <c>cache_conflict</c>.
    /// </summary>
    [Parameter]
    public long Version { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var given = MyInvocation.BoundParameters;
        var isConditional = given.ContainsKey(nameof(Version));
        var body = new JsonBody
        {
            ["Key"] = Key,
            ["Value"] = CacheValue.Write(Value),
            ["AbsoluteExpiration"] = given.ContainsKey(nameof(AbsoluteExpiration)) ? PlainValue.Of(new DateTimeOffset(AbsoluteExpiration)) : null,
            ["AbsoluteExpirationFromNow"] = given.ContainsKey(nameof(AbsoluteExpirationFromNow)) ? PlainValue.Of(AbsoluteExpirationFromNow) : null,
            ["SlidingExpiration"] = given.ContainsKey(nameof(SlidingExpiration)) ? PlainValue.Of(SlidingExpiration) : null,
            ["Persist"] = Persist ? true : null,
            ["ExpectedVersion"] = isConditional ? Version : null,
        };
        // A repeat would find the version that the first one made, and be refused as the loser.
        Send(HttpMethod.Put, "cache", body, once: isConditional);
    }
}
