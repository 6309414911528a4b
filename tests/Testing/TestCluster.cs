using System.Text.RegularExpressions;

namespace Universal.Testing;

/// <summary>How a cluster of a test is made.</summary>
public sealed record TestClusterOptions
{
    /// <summary>How many nodes. Default 2.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>The database. Default PostgreSQL, on a server of the cluster's own unless <see cref="Server"/> is given.</summary>
    public NodeDatabase Database { get; init; } = NodeDatabase.PostgreSql;

    /// <summary>A server to make the cluster's database on. It stays the caller's.</summary>
    public PostgresServer? Server { get; init; }

    /// <summary>Scripts by their path in the repository, with their text.</summary>
    public IReadOnlyDictionary<string, string> Scripts { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables of every node, see <see cref="NodeSettings.Overrides"/>.</summary>
    public IDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes the settings of a node, by its position from 0, before it starts.</summary>
    public Func<NodeSettings, int, NodeSettings> Configure { get; init; } = (settings, _) => settings;

    /// <summary>The key of the secrets, the same for every node. Null: none is configured. Default: one of the cluster's own.</summary>
    public string? SecretKey { get; init; } = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <summary>How long a node may take to get ready. Default 60 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>
/// Nodes in processes of their own on one database and one repository folder, with an administrator and a signed-in client for each node.
/// Disposing it ends every process and removes every folder, also after a failure in the middle of its start.
/// </summary>
public sealed partial class TestCluster : IAsyncDisposable
{
    private readonly TestClusterOptions _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("universal-cluster-");
    private readonly List<NodeProcess> _nodes = [];
    private readonly List<ApiClient> _clients = [];
    private PostgresServer? _ownServer;
    private string _connectionString = "";

    private TestCluster(TestClusterOptions options) => _options = options;

    /// <summary>The nodes; one that was restarted is the new process.</summary>
    public IReadOnlyList<NodeProcess> Nodes => _nodes;

    /// <summary>A client per node, signed in as the administrator.</summary>
    public IReadOnlyList<ApiClient> Clients => _clients;

    /// <summary>The repository that all nodes read.</summary>
    public string RepositoryFolder => Path.Combine(_folder.FullName, "repository");

    /// <summary>Connection string of the cluster's database.</summary>
    public string ConnectionString => _connectionString;

    /// <summary>The PostgreSQL server, when there is one: to stop and start it.</summary>
    public PostgresServer? Server => _options.Server ?? _ownServer;

    /// <summary>Starts the nodes: the first alone, which sets up the database and the administrator, then the others at once.</summary>
    public static async Task<TestCluster> StartAsync(TestClusterOptions? options = null)
    {
        var cluster = new TestCluster(options ?? new TestClusterOptions());
        try
        {
            await cluster.StartNodesAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a file into the repository, whole at once: no node sees half of it.</summary>
    public void WriteFile(string path, string text)
    {
        var file = Path.Combine(RepositoryFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(temporary, text);
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Starts a node again with the settings it had, its ports too, after it was killed or stopped.</summary>
    public async Task RestartAsync(int index)
    {
        var settings = _nodes[index].Settings;
        await _nodes[index].DisposeAsync();
        _nodes[index] = await NodeProcess.StartReadyAsync(settings, _options.StartLimit);
    }

    /// <summary>The log of every node, for the message of a failed test.</summary>
    public string Logs(int lines = 40) => string.Join("\n\n", _nodes.Select(node => $"--- {node.Settings.Name}\n{node.LogTail(lines)}"));

    /// <summary>
    /// What no log may hold while nothing is wrong: errors, and stack traces of whatever level, of the nodes and of all that ran in their places before.
    /// </summary>
    public IReadOnlyList<string> SevereLines() =>
    [
        .. _nodes.SelectMany(node => Directory.EnumerateFiles(node.Settings.DataFolder, "node-*.log")).Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).Where(line => SevereLine().IsMatch(line)),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var node in _nodes) await node.DisposeAsync();
        if (_ownServer is not null) await _ownServer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"^((fail|crit): |\S+Z (Error|Critical) |\s+at \S+\(|Unhandled exception)")]
    private static partial Regex SevereLine();

    private async Task StartNodesAsync()
    {
        Directory.CreateDirectory(RepositoryFolder);
        foreach (var (path, text) in _options.Scripts) WriteFile(path, text);
        _connectionString = await CreateDatabaseAsync();
        // Started processes are in the list before anything is awaited, so that a failure ends them all.
        for (var i = 0; i < _options.Nodes; i++)
        {
            _nodes.Add(NodeProcess.Start(Settings(i)));
            if (i == 0) await _nodes[0].WaitForStatusAsync(System.Net.HttpStatusCode.OK, _options.StartLimit);
        }

        await Task.WhenAll(_nodes.Select(node => node.WaitForStatusAsync(System.Net.HttpStatusCode.OK, _options.StartLimit)));
        foreach (var node in _nodes)
        {
            var client = new ApiClient(node.Settings.Url);
            _clients.Add(client);
            await client.SignInAsync(node.Settings.AdministratorName, node.Settings.AdministratorPassword);
        }
    }

    private NodeSettings Settings(int index)
    {
        var name = $"node{index + 1}";
        var settings = new NodeSettings
        {
            Name = name,
            Engine = _options.Database,
            ConnectionString = _connectionString,
            DataFolder = Path.Combine(_folder.FullName, name),
            RepositoryFolder = RepositoryFolder,
            Overrides = new Dictionary<string, string?>(_options.Overrides.Append(KeyValuePair.Create("UNIVERSAL_Secrets__Key", _options.SecretKey)).DistinctBy(entry => entry.Key)),
        };
        return _options.Configure(settings, index);
    }

    private async Task<string> CreateDatabaseAsync()
    {
        if (_options.Database == NodeDatabase.Sqlite) return $"Data Source={Path.Combine(_folder.FullName, "universal.db")}";
        if (_options.Database != NodeDatabase.PostgreSql) throw new NotSupportedException($"A test cluster cannot make a database for {_options.Database}.");
        if (_options.Server is null) _ownServer = await PostgresServer.StartAsync();
        return await Server!.CreateDatabaseAsync();
    }
}
