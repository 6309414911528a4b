using Universal.Gateway.Status;
using Universal.Security;

namespace Universal.Gateway.Logs;

/// <summary>
/// Writes the last line of a start, once the node or gateway serves requests: where it is, where its API is described, and what a new cluster needs first.
/// </summary>
internal sealed partial class StartLine(
    INodeStatus status, IGrainFactory grains, IConfiguration configuration, IHostApplicationLifetime lifetime, QuietStop quiet, TimeProvider time, ILogger<StartLine> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // The line does not wait longer for a database or an administrator that does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStopping.Register(quiet.Begin);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await WriteAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // What stops is not ready for anything.
        }
    }

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        await using var started = lifetime.ApplicationStarted.UnsafeRegister(source => ((TaskCompletionSource)source!).SetResult(), _started);
        await _started.Task.WaitAsync(stoppingToken);
        while (status.Current.State == NodeStatus.Starting) await Task.Delay(Pause, time, stoppingToken);
        var address = (configuration["Node:Url"] ?? configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';')[0].TrimEnd('/');
        var setUp = await IsSetUpAsync(stoppingToken);
        var current = status.Current;
        if (current.State is not (NodeStatus.Online or NodeStatus.Degraded)) LogNotReady(status.Node, current.State, string.Join(' ', current.Reasons.Select(reason => reason.Text)));
        else if (setUp) LogReady(status.Node, address, $"{address}/api/docs");
        else LogReadyForSetup(status.Node, address, $"{address}/api/docs", $"{address}/api/v1/setup");
    }

    // An administrator that the configuration names is created in these moments.
    private async Task<bool> IsSetUpAsync(CancellationToken stoppingToken)
    {
        var configured = !string.IsNullOrEmpty(configuration["PSUDefaultAdminPassword"]);
        for (var began = time.GetTimestamp(); ;)
        {
            var last = time.GetElapsedTime(began) > Patience;
            try
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (await grains.GetGrain<IIdentitiesGrain>(0).IsSetUp()) return true;
                if (!configured || last) return false;
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, which the status says. The line is not about that.
                if (last) return true;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Node} is ready at {Address}; its API is described at {Documentation}")]
    private partial void LogReady(string node, string address, string documentation);

    [LoggerMessage(LogLevel.Information, "{Node} is ready at {Address}; its API is described at {Documentation}. The cluster has no administrator yet: " +
        "create the first one with POST {Setup} and a body like {{\"username\":\"admin\",\"password\":\"at least 12 characters\"}}")]
    private partial void LogReadyForSetup(string node, string address, string documentation, string setup);

    [LoggerMessage(LogLevel.Warning, "{Node} has started and is {State}: {Reasons}")]
    private partial void LogNotReady(string node, NodeStatus state, string reasons);
}
