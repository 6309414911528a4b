namespace Universal.Gateway.Status;

/// <summary>The end of a gateway that runs apart: as a node does, it says that it stops and goes on serving for <c>Node:DrainNotice</c> before it refuses requests.</summary>
internal sealed class ClientDrain(ClientStatus status, IConfiguration configuration, TimeProvider time) : IHostedLifecycleService
{
    private const string Notice = "Node:DrainNotice";

    /// <summary>How long load balancers have to notice.</summary>
    public static TimeSpan NoticeOf(IConfiguration configuration) => configuration.GetValue(Notice, TimeSpan.Zero);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (status.Current.RefuseRequests) return;
        await Task.Delay(NoticeOf(configuration), time, cancellationToken);
        status.Refuse();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
