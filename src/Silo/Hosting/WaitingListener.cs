using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Universal.Gateway.Status;

namespace Universal.Silo.Hosting;

/// <summary>Answers the status of a node that has not started yet, at the node's address.</summary>
internal sealed class WaitingListener(WebApplication node) : IAsyncDisposable, INodeStatus
{
    private WebApplication? _app;

    public string Node { get; } = node.Configuration["Node:Name"] ?? Environment.MachineName;

    public NodeStatusReport Current { get; private set; } = new(NodeStatus.Starting, []);

    /// <summary>Says from now on why the node has not started. Listens from the first call on: on the node's own server, which the node takes over when it starts.</summary>
    public Task ShowStartingAsync(string code, string reason) => ShowAsync(NodeStatus.Starting, [new(code, reason)], node.Services.GetRequiredService<IServer>());

    /// <summary>
    /// Says from now on what keeps the node from starting. If nothing listens yet, it does so with a server that has no options but the address: those of
    /// the node may be what is wrong.
    /// </summary>
    public Task ShowFaultsAsync(params IReadOnlyList<StatusReason> reasons) => ShowAsync(NodeStatus.Faulted, reasons, server: null);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    private async Task ShowAsync(NodeStatus state, IReadOnlyList<StatusReason> reasons, IServer? server)
    {
        Current = new NodeStatusReport(state, reasons, RefuseRequests: true);
        if (_app is not null) return;
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(node.Configuration[WebHostDefaults.ServerUrlsKey]!);
        if (server is not null) builder.Services.AddSingleton<IServer>(new Guest(server));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<INodeStatus>(this);
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        _app = builder.Build();
        _app.MapStatusAlone();
        await _app.StartAsync();
    }

    /// <summary>The node's server as the guest sees it: to begin with, and not to stop.</summary>
    private sealed class Guest(IServer server) : IServer
    {
        public IFeatureCollection Features => server.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
            server.StartAsync(application, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
