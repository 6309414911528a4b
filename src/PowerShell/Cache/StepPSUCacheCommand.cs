using System.Management.Automation;
using System.Net.Http;
using System.Text.Json;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>Adds to a counter in the cache of the cluster and writes its new value. Whoever counts at the same time, no step is lost.</summary>
[Cmdlet(VerbsCommon.Step, "PSUCache")]
[OutputType(typeof(long))]
public sealed class StepPSUCacheCommand : RestCmdlet
{
    /// <summary>Its key. Its value must be a whole number; when there is none it is 0.</summary>
    [Parameter(Mandatory = true)]
    public string Key { get; set; } = "";

    /// <summary>How much to add; may be negative. Default 1.</summary>
    [Parameter]
    public long By { get; set; } = 1;

    /// <summary>After how long a new counter is gone. One that is there keeps its times.</summary>
    [Parameter]
    public TimeSpan AbsoluteExpirationFromNow { get; set; }

    /// <summary>After how long without being used a new counter is gone.</summary>
    [Parameter]
    public TimeSpan SlidingExpiration { get; set; }

    /// <summary>Keeps it in the database as well from now on, so that it outlives every node.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var given = MyInvocation.BoundParameters;
        var answer = Send(HttpMethod.Post, "cache/counter", new JsonBody
        {
            ["Key"] = Key,
            ["By"] = By,
            ["CliXml"] = true,
            ["Persist"] = Persist ? true : null,
            ["AbsoluteExpirationFromNow"] = given.ContainsKey(nameof(AbsoluteExpirationFromNow)) ? PlainValue.Of(AbsoluteExpirationFromNow) : null,
            ["SlidingExpiration"] = given.ContainsKey(nameof(SlidingExpiration)) ? PlainValue.Of(SlidingExpiration) : null,
        });
        if (answer is { ValueKind: JsonValueKind.Object } counter) WriteObject(counter.GetProperty("value").GetInt64());
    }
}
