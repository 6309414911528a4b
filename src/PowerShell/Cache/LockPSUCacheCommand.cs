using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using Universal.PowerShell.Declaring;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Cache;

/// <summary>
/// Takes a lock of the whole cluster and writes it. Nobody else gets it until it is given back by <c>Unlock-PSUCache</c> or its lease is over, whatever node
/// dies meanwhile.
/// </summary>
[Cmdlet(VerbsCommon.Lock, "PSUCache")]
[OutputType(typeof(CacheLock))]
public sealed class LockPSUCacheCommand : RestCmdlet
{
    private static readonly TimeSpan _longestCall = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Name of the lock; letter case counts. It has nothing to do with an entry of the same key.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Key { get; set; } = "";

    /// <summary>For how long, 1 second to 1 day, unless it is renewed. Default 30 seconds.</summary>
    [Parameter]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for it; then it is the error <c>lock_held</c>. Default 30 seconds.</summary>
    [Parameter]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Who takes it. The owner that holds it gets it again, under the same token and with a new lease. Default: somebody new.</summary>
    [Parameter]
    public string? Owner { get; set; }

    /// <summary>Renews the lock that is held under this token, and takes no other: when it is not in force any more it is the error <c>lock_stale</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long Token { get; set; }

    /// <inheritdoc />
    protected override void Run()
    {
        var taken = MyInvocation.BoundParameters.ContainsKey(nameof(Token)) ? Renew() : Acquire();
        if (taken is not { ValueKind: JsonValueKind.Object } held) return;
        WriteObject(new CacheLock
        {
            Key = held.GetProperty("name").GetString()!,
            Token = held.GetProperty("token").GetInt64(),
            Owner = held.GetProperty("owner").GetString()!,
            ExpiresAt = held.GetProperty("expiresAt").GetDateTime().ToLocalTime(),
        });
    }

    private JsonElement? Renew() => Send(
        HttpMethod.Post, "cache/lock/renew", new JsonBody { ["Name"] = Key, ["Token"] = Token, ["Lease"] = PlainValue.Of(Lease) }, Guid.NewGuid().ToString("N"));

    private JsonElement? Acquire()
    {
        var watch = Stopwatch.StartNew();
        // Named here, so that asking again after a lost answer gives the same lock.
        var owner = Owner ?? Guid.NewGuid().ToString("N");
        while (true)
        {
            var left = Timeout - watch.Elapsed;
            var wait = left < TimeSpan.Zero ? TimeSpan.Zero : left < _longestCall ? left : _longestCall;
            try
            {
                return Send(HttpMethod.Post, "cache/lock", new JsonBody
                {
                    ["Name"] = Key, ["Owner"] = owner, ["Lease"] = PlainValue.Of(Lease), ["Wait"] = PlainValue.Of(wait),
                });
            }
            catch (ServerException e) when (watch.Elapsed < Timeout && (e.Code == "lock_held" || e.Status is null or HttpStatusCode.ServiceUnavailable))
            {
                // Its node died, or the database is away: the next one may answer.
                if (e.Code != "lock_held") Stop.WaitHandle.WaitOne(_pause);
                Stop.ThrowIfCancellationRequested();
            }
        }
    }
}
