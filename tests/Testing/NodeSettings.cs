namespace Universal.Testing;

/// <summary>The database that a node of a test uses. The names are those of the configuration.</summary>
public enum NodeDatabase
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>How a node of a test is started. Ports are free ones unless given, so that a node can be started again on its own.</summary>
public sealed record NodeSettings
{
    public required string Name { get; init; }

    public required NodeDatabase Engine { get; init; }

    public required string ConnectionString { get; init; }

    /// <summary>The node's own folder. Created when missing.</summary>
    public required string DataFolder { get; init; }

    public required string RepositoryFolder { get; init; }

    public int HttpPort { get; init; } = FreePort.Take();

    public int SiloPort { get; init; } = FreePort.Take();

    /// <summary>Port for clients of grains. Default null: none.</summary>
    public int? GatewayPort { get; init; }

    public int? Slots { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string AdministratorName { get; init; } = "admin";

    public string AdministratorPassword { get; init; } = "Only-for-tests-1";

    /// <summary>Environment variables on top of everything else; null removes one. Configuration keys look like <c>UNIVERSAL_Node__Slots</c>.</summary>
    public IDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>File of the program to start; null (default): the node's.</summary>
    public string? Program { get; init; }

    /// <summary>Words before the node's program, for instance <c>prlimit --nofile=256 --</c>. They must run it in their place.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Arguments of its command line, for instance <c>migrate</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public Uri Url => new($"http://127.0.0.1:{HttpPort}/");

    internal IDictionary<string, string?> Environment()
    {
        var variables = new Dictionary<string, string?>
        {
            ["UNIVERSAL_Node__Name"] = Name,
            ["UNIVERSAL_Node__SiloPort"] = $"{SiloPort}",
            ["UNIVERSAL_Node__GatewayPort"] = GatewayPort is { } port ? $"{port}" : null,
            ["UNIVERSAL_Node__DataFolder"] = DataFolder,
            ["UNIVERSAL_Node__Slots"] = Slots is { } slots ? $"{slots}" : null,
            ["UNIVERSAL_Database__Engine"] = $"{Engine}",
            ["UNIVERSAL_Database__ConnectionString"] = ConnectionString,
            ["UNIVERSAL_Repository__Path"] = RepositoryFolder,
            // Tests declare only what they are about.
            ["UNIVERSAL_Scripts__Undeclared"] = "List",
            ["PSUDefaultAdminName"] = AdministratorName,
            ["PSUDefaultAdminPassword"] = AdministratorPassword,
            ["ASPNETCORE_URLS"] = Url.ToString().TrimEnd('/'),
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_ENVIRONMENT"] = null,
            // Diagnostics would leave sockets in the temporary folder when the process is killed.
            ["DOTNET_EnableDiagnostics"] = "0",
        };
        for (var i = 0; i < Tags.Count; i++) variables[$"UNIVERSAL_Node__Tags__{i}"] = Tags[i];
        foreach (var (name, value) in Overrides) variables[name] = value;
        return variables;
    }
}
