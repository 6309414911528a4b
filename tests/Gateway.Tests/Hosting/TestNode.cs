using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Universal.Gateway.Status;
using Universal.Grains.Cache;
using Universal.Grains.Security;
using Universal.Persistence.Cache;
using Universal.Persistence.Clock;
using Universal.Persistence.Security;
using Universal.Testing;

namespace Universal.Gateway.Tests.Hosting;

/// <summary>The state of a test node, set by hand.</summary>
internal sealed class TestStatus(string node) : INodeStatus
{
    public string Node => node;

    public NodeStatusReport Current { get; set; } = new(NodeStatus.Online, []);
}

/// <summary>A key ring in memory that several hosts share.</summary>
internal sealed class SharedKeys : IXmlRepository
{
    private readonly Lock _lock = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock) return [.. _elements];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock) _elements.Add(element);
    }
}

/// <summary>
/// A node as people run it, but for the database and the job grains: a silo with the real security grains, and the real gateway on a free
/// port. Further gateways join as clients.
/// </summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly List<WebApplication> _applications = [];
    public int GatewayPort { get; private set; }

    private TestNode()
    {
    }

    public InMemorySecurityStore Store { get; } = new();

    public InMemoryCacheStore Cache { get; } = new();

    public FakeJobs Jobs { get; } = new();

    public FakeNodes Nodes { get; } = new();

    public FakeGit Git { get; } = new();

    public FakeBroadcasts Broadcasts { get; } = new();

    public SharedKeys Keys { get; } = new();

    public TestStatus Status { get; } = new("test-node");

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _applications[0].Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public WebApplication Application => _applications[0];

    public static async Task<TestNode> StartAsync(params (string Key, string Value)[] settings)
    {
        var node = new TestNode();
        var builder = node.CreateBuilder(settings);
        var (siloPort, gatewayPort) = (Testing.FreePort.Take(), Testing.FreePort.Take());
        node.GatewayPort = gatewayPort;
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "test", clusterId: "test");

            // Of the platform's grains only those under test; the others are the fakes of this assembly.
            silo.Configure<GrainTypeOptions>(types => types.Classes.RemoveWhere(
                type => type.Assembly == typeof(SecurityOptions).Assembly
                    && type.Namespace != typeof(SecurityOptions).Namespace && type.Namespace != typeof(CacheOptions).Namespace));
            silo.AddCache(builder.Configuration);
        });
        builder.Services.AddSecurity(builder.Configuration);
        builder.Services.AddSingleton<ISecurityStore>(node.Store);
        builder.Services.AddSingleton<ICacheStore>(node.Cache);
        builder.Services.AddSingleton<IDatabaseClock>(node.Cache);
        builder.Services.AddSingleton<ICacheLockStore>(new InMemoryCacheLocks());
        builder.Services.AddSingleton(node.Jobs);
        builder.Services.AddSingleton(node.Nodes);
        builder.Services.AddSingleton(node.Git);
        builder.Services.AddSingleton(node.Broadcasts);
        builder.Services.AddSingleton<INodeStatus>(node.Status);
        node.Address = await node.RunAsync(builder);
        return node;
    }

    /// <summary>Starts a gateway that runs apart from the silo.</summary>
    public Task<Uri> AddGatewayAsync()
    {
        var builder = CreateBuilder([]);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(GatewayPort, serviceId: "test", clusterId: "test"));
        return RunAsync(builder);
    }

    public ApiClient Client(string? token = null, Uri? address = null) => new(address ?? Address, token);

    public async ValueTask DisposeAsync()
    {
        foreach (var application in Enumerable.Reverse(_applications)) await application.DisposeAsync();
    }

    private WebApplicationBuilder CreateBuilder((string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:SignInsPerAddressPerMinute"] = "100000",
            ["Gateway:LiveSilence"] = "00:00:02",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = Keys);
        builder.AddGateway();
        return builder;
    }

    private async Task<Uri> RunAsync(WebApplicationBuilder builder)
    {
        var application = builder.Build();
        _applications.Add(application);
        application.MapGateway();
        await application.StartAsync();
        return new Uri(application.Urls.Single());
    }
}
