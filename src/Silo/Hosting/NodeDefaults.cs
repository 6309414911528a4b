using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Universal.Grains.Nodes;
using Universal.Persistence;
using Universal.Persistence.Secrets;

namespace Universal.Silo.Hosting;

/// <summary>Fills in what the configuration leaves open and other parts must know before the host is built.</summary>
internal static class NodeDefaults
{
    private const string DefaultUrl = "http://localhost:5000";
    private const string DefaultFolder = "data";
    private const string SecretKeyFile = $"{SecretsOptions.Section}:{nameof(SecretsOptions.GeneratedKeyFile)}";

    /// <summary>Writes the defaults into the configuration and returns the node's options, sound or not.</summary>
    public static NodeOptions Apply(ConfigurationManager configuration)
    {
        var node = Read(configuration.GetSection(NodeOptions.Section));
        var defaults = new Dictionary<string, string?>();
        // What is wrong stays in the configuration for the validators to tell; here it only must not end the process.
        var folder = Path.GetFullPath(string.IsNullOrWhiteSpace(node.DataFolder) ? DefaultFolder : node.DataFolder);
        if (!string.IsNullOrWhiteSpace(node.DataFolder)) defaults[$"{NodeOptions.Section}:{nameof(NodeOptions.DataFolder)}"] = folder;
        defaults["ScriptHosts:DataFolder"] = configuration["ScriptHosts:DataFolder"] ?? folder;
        node.DataFolder = folder;
        if (node.SiloPort == 0) defaults["Node:SiloPort"] = (node.SiloPort = FreePort()).ToString(CultureInfo.InvariantCulture);
        if (node.GatewayPort == 0) defaults["Node:GatewayPort"] = (node.GatewayPort = FreePort()).Value.ToString(CultureInfo.InvariantCulture);
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrEmpty(urls)) defaults[WebHostDefaults.ServerUrlsKey] = urls = DefaultUrl;
        if (node.Url is null) defaults[$"{NodeOptions.Section}:{nameof(NodeOptions.Url)}"] = Reachable(urls.Split(';')[0], node.Address);

        var database = configuration.GetSection(DatabaseOptions.Section);
        if (string.IsNullOrEmpty(database[nameof(DatabaseOptions.ConnectionString)])
            && database[nameof(DatabaseOptions.Engine)] is null or "" or nameof(DatabaseEngine.Sqlite))
        {
            defaults[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.ConnectionString)}"] = $"Data Source={Path.Combine(folder, "universal.db")}";
        }

        // With SQLite it lies beside the database, which says so itself.
        if (configuration[SecretKeyFile] is null && !IsSqlite(database)) defaults[SecretKeyFile] = Path.Combine(folder, SecretsOptions.FileName);
        configuration.AddInMemoryCollection(defaults);
        return node;
    }

    private static bool IsSqlite(IConfigurationSection database) =>
        database[nameof(DatabaseOptions.Engine)] is null or "" || nameof(DatabaseEngine.Sqlite).Equals(database[nameof(DatabaseOptions.Engine)], StringComparison.OrdinalIgnoreCase);

    private static NodeOptions Read(IConfigurationSection section)
    {
        try
        {
            return section.Get<NodeOptions>() ?? new NodeOptions();
        }
        catch (InvalidOperationException)
        {
            // A value that does not convert: the node will say so and not start.
            return new NodeOptions { DataFolder = section[nameof(NodeOptions.DataFolder)] ?? DefaultFolder };
        }
    }

    /// <summary>The address that scripts of this node call: a listener on all interfaces is reached at the node's own address.</summary>
    private static string Reachable(string url, string address)
    {
        foreach (var all in (string[])["://*", "://+", "://0.0.0.0", "://[::]"]) url = url.Replace(all, $"://{address}", StringComparison.Ordinal);
        return url.TrimEnd('/');
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
