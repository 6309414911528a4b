using System.Net;
using Microsoft.Extensions.Options;

namespace Universal.Gateway;

/// <summary>Section <c>Gateway</c> of the configuration.</summary>
public sealed class GatewayOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway";

    /// <summary>Largest body of a request in bytes, 1 KiB to 1 GiB. Default 1 MiB.</summary>
    public long MaxBodySize { get; set; } = 1024 * 1024;

    /// <summary>How long a session lasts after its last use, 1 min to 30 days. Default 8 h.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Sign-ins that one address may try for one name within a minute, on each node. Default 10.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Sign-ins that one address may try within a minute for all names, on each node. Default 100.</summary>
    public int SignInsPerAddressPerMinute { get; set; } = 100;

    /// <summary>
    /// Addresses of load balancers whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Default none: anybody could write
    /// any address into the audit log otherwise.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Origins besides the node's own that may change something with a cookie, for instance <c>https://console.example.org</c>. Default none.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Names in the header <c>Host</c> that are answered, for instance <c>console.example.org</c> or <c>*.example.org</c>; others are a 400. The status is
    /// answered to all, and the node's own address and loopback are always allowed. Default none: all names are answered.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether requests over http are sent on to https, but for the status. Default false.</summary>
    public bool HttpsRedirection { get; set; }

    /// <summary>The port of https that requests are sent on to, 1 to 65535. Default 443.</summary>
    public int HttpsPort { get; set; } = 443;

    /// <summary>How long browsers shall use https only, 0 to 730 days (HSTS). Sent over https alone. Null: they are not told. Default null.</summary>
    public TimeSpan? Hsts { get; set; }

    /// <summary>Connections of the hub that one identity may have to one node, 1 to 100,000. Default 100.</summary>
    public int HubConnectionsPerIdentity { get; set; } = 100;

    /// <summary>Live streams of output that one identity may have from one node, 1 to 100,000. Default 200.</summary>
    public int LiveStreamsPerIdentity { get; set; } = 200;

    /// <summary>How long live output may be silent before it is read again, in case a notification was lost with its node. Default 5 s.</summary>
    public TimeSpan LiveSilence { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a silent connection of the hub is told that its node lives, 1 s to 1 min. Pages take the node for gone after three of them. Default 2 s.</summary>
    public TimeSpan HubKeepAlive { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a connection of the hub may leave unread what it is sent before it is cut off, 1 s to 1 min. Default 5 s.</summary>
    public TimeSpan HubSendTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What <c>Retry-After</c> says when the node cannot answer now. Default 2 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a request waits for the others to notice that a node has died, and repeats what can be repeated, before it answers 503; 0 to 30 s. Default 5 s.
    /// </summary>
    public TimeSpan NodeLossPatience { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Reports every fault of <see cref="GatewayOptions"/> at once.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        if (options.MaxBodySize is < 1024 or > 1024 * 1024 * 1024) faults.Add("Gateway:MaxBodySize must be 1 KiB to 1 GiB.");
        if (options.SessionLifetime < TimeSpan.FromMinutes(1) || options.SessionLifetime > TimeSpan.FromDays(30))
        {
            faults.Add("Gateway:SessionLifetime must be 1 min to 30 days.");
        }

        if (options.HttpsPort is < 1 or > 65_535) faults.Add("Gateway:HttpsPort must be 1 to 65535.");
        if (options.Hsts is { } hsts && (hsts < TimeSpan.Zero || hsts > TimeSpan.FromDays(730))) faults.Add("Gateway:Hsts must be 0 to 730 days, or nothing.");
        if (options.HubConnectionsPerIdentity is < 1 or > 100_000) faults.Add("Gateway:HubConnectionsPerIdentity must be 1 to 100,000.");
        if (options.LiveStreamsPerIdentity is < 1 or > 100_000) faults.Add("Gateway:LiveStreamsPerIdentity must be 1 to 100,000.");
        faults.AddRange(options.AllowedHosts.Where(host => Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Unknown)
            .Select(host => $"Gateway:AllowedHosts: '{host}' is not a name such as console.example.org or *.example.org, without scheme and port."));
        if (options.SignInsPerMinute < 1) faults.Add("Gateway:SignInsPerMinute must be at least 1.");
        if (options.SignInsPerAddressPerMinute < 1) faults.Add("Gateway:SignInsPerAddressPerMinute must be at least 1.");
        if (options.LiveSilence < TimeSpan.FromMilliseconds(100)) faults.Add("Gateway:LiveSilence must be at least 0.1 s.");
        if (options.HubKeepAlive < TimeSpan.FromSeconds(1) || options.HubKeepAlive > TimeSpan.FromMinutes(1)) faults.Add("Gateway:HubKeepAlive must be 1 s to 1 min.");
        if (options.HubSendTimeout < TimeSpan.FromSeconds(1) || options.HubSendTimeout > TimeSpan.FromMinutes(1)) faults.Add("Gateway:HubSendTimeout must be 1 s to 1 min.");
        if (options.RetryAfter < TimeSpan.FromSeconds(1)) faults.Add("Gateway:RetryAfter must be at least 1 s.");
        if (options.NodeLossPatience < TimeSpan.Zero || options.NodeLossPatience > TimeSpan.FromSeconds(30)) faults.Add("Gateway:NodeLossPatience must be 0 to 30 s.");
        faults.AddRange(options.TrustedProxies.Where(proxy => !IPAddress.TryParse(proxy, out _))
            .Select(proxy => $"Gateway:TrustedProxies: '{proxy}' is not an IP address."));
        faults.AddRange(options.AllowedOrigins.Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/")
            .Select(origin => $"Gateway:AllowedOrigins: '{origin}' is not an origin such as https://console.example.org."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
