using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Persistence.Nodes;

namespace Universal.Silo.Status;

/// <summary>
/// Asks the database now and then whether it is there, for the status: while it is away the node is degraded, and after
/// <see cref="StatusOptions.DatabaseGrace"/> it is not ready.
/// </summary>
internal sealed partial class DatabaseWatch(
    INodeStore nodes, IOptions<NodeOptions> node, NodeTroubles troubles, IOptions<StatusOptions> options, TimeProvider time, ILogger<DatabaseWatch> logger)
    : BackgroundService
{
    /// <summary>Code of the trouble.</summary>
    public const string Trouble = "database_unavailable";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    // Its return shows at once.
    private static readonly TimeSpan PeriodWhileAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? lost = null;
        while (true)
        {
            var asked = time.GetTimestamp();
            try
            {
                await nodes.GetAsync(node.Value.Name, stoppingToken).WaitAsync(Patience, time, stoppingToken);
                if (lost is not null) LogBack();
                lost = null;
                troubles.Clear(Trouble);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (lost is null) LogLost(error.Message);
                lost ??= asked;
                if (time.GetElapsedTime(lost.Value) < options.Value.DatabaseGrace) troubles.Set(Trouble, "The database does not answer.");
                else troubles.Set(Trouble, $"The database has not answered for more than {options.Value.DatabaseGrace.TotalSeconds:0} s.", TroubleEffect.NotReady);
            }

            await Task.Delay(lost is null ? Period : PeriodWhileAway, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Information, "The database is back")]
    private partial void LogBack();
}
