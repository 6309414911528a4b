using System.Text.Json.Serialization;
using Universal.Gateway.Status;

namespace Universal.Silo.Hosting;

/// <summary>Answers the status of a node that cannot start yet. Listens only once there is something to say.</summary>
internal sealed class WaitingListener(IConfiguration configuration) : IAsyncDisposable, INodeStatus
{
    private WebApplication? _app;

    public string Node { get; } = configuration["Node:Name"] ?? Environment.MachineName;

    public NodeStatusReport Current { get; private set; } = new(NodeStatus.Starting, []);

    public async Task ShowAsync(NodeStatus state, params IReadOnlyList<StatusReason> reasons)
    {
        Current = new NodeStatusReport(state, reasons, RefuseRequests: true);
        if (_app is not null) return;
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(configuration[WebHostDefaults.ServerUrlsKey]!);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<INodeStatus>(this);
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        _app = builder.Build();
        _app.MapStatusAlone();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}
