using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Universal.Grains.Nodes;

/// <summary>Section <c>Node</c> of the configuration.</summary>
public sealed class NodeOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Node";

    /// <summary>Stable name of the node, unique in the cluster in any letter case. Default: the machine's name.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Address that the silo's ports bind to and that the other nodes reach. Default 127.0.0.1: nodes on other machines need one that they can reach.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for the other silos. 0: a free one. Default 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for stand-alone gateways and C# clients of grains. 0: a free one. Null (default): none, since nodes alone do not need it.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>Name of the cluster; nodes of one database and one name belong together. Default <c>universal</c>.</summary>
    public string ClusterId { get; set; } = "universal";

    /// <summary>Folder for the embedded database, the repository and the jobs' working folders. Default <c>data</c> in the folder the node is started in.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>How many jobs the node runs at once. Default: four for each processor.</summary>
    public int Slots { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>Tags beside the node's name and operating system, which every node has.</summary>
    public IList<string> Tags { get; set; } = [];

    /// <summary>How long a stopping node waits for its jobs before it hands them back. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stopping node says so before it refuses requests, so that load balancers notice. Default 0: with a load balancer set about 3 s.</summary>
    public TimeSpan DrainNotice { get; set; }

    /// <summary>In maintenance: how long running jobs may go on before they are handed back. Null (default): until they end.</summary>
    public TimeSpan? MaintenanceTimeout { get; set; }

    /// <summary>Where people and scripts reach the node, for <c>UNIVERSAL_URL</c> and the registry. Default: the first of the addresses that it listens on.</summary>
    public string? Url { get; set; }
}

/// <summary>Finds every fault of <see cref="NodeOptions"/>.</summary>
internal sealed partial class NodeOptionsValidator : IValidateOptions<NodeOptions>
{
    public ValidateOptionsResult Validate(string? name, NodeOptions options)
    {
        List<string> faults = [];
        if (!NamePattern().IsMatch(options.Name)) faults.Add($"Node:Name '{options.Name}' must be 1 to 100 letters, digits, dots, dashes or underscores.");
        if (!IPAddress.TryParse(options.Address, out _)) faults.Add($"Node:Address '{options.Address}' must be an IP address.");
        if (options.SiloPort is < 0 or > 65535) faults.Add("Node:SiloPort must be between 0 and 65535.");
        if (options.GatewayPort is < 0 or > 65535) faults.Add("Node:GatewayPort must be between 0 and 65535.");
        if (options.SiloPort != 0 && options.SiloPort == options.GatewayPort) faults.Add("Node:SiloPort and Node:GatewayPort must differ.");
        if (options.Slots is < 1 or > 10_000) faults.Add("Node:Slots must be between 1 and 10000.");
        if (!NamePattern().IsMatch(options.ClusterId)) faults.Add($"Node:ClusterId '{options.ClusterId}' must be 1 to 100 letters, digits, dots, dashes or underscores.");
        if (string.IsNullOrWhiteSpace(options.DataFolder)) faults.Add("Node:DataFolder must name a folder.");
        if (options.DrainTimeout < TimeSpan.Zero || options.DrainTimeout > TimeSpan.FromHours(1)) faults.Add("Node:DrainTimeout must be between 0 and 1 hour.");
        if (options.DrainNotice < TimeSpan.Zero || options.DrainNotice > TimeSpan.FromMinutes(5)) faults.Add("Node:DrainNotice must be between 0 and 5 minutes.");
        if (options.MaintenanceTimeout < TimeSpan.Zero) faults.Add("Node:MaintenanceTimeout must not be negative.");
        if (options.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
            faults.Add($"Node:Url '{url}' must be an address that begins with http:// or https://.");
        faults.AddRange(options.Tags.Where(tag => !NamePattern().IsMatch(tag)).Select(tag => $"Node:Tags '{tag}' must be 1 to 100 letters, digits, dots, dashes or underscores."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex(@"^[\w.\-]{1,100}$")]
    private static partial Regex NamePattern();
}
