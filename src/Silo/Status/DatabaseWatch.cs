using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Persistence.Nodes;

namespace Universal.Silo.Status;

/// <summary>Asks the database now and then whether it is there, for the status.</summary>
internal sealed partial class DatabaseWatch(INodeStore nodes, IOptions<NodeOptions> node, TimeProvider time, ILogger<DatabaseWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private long _lostAt;

    /// <summary>How long the database has been away; null: it is there.</summary>
    public TimeSpan? AwayFor => Volatile.Read(ref _lostAt) is var lost && lost != 0 ? time.GetElapsedTime(lost) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await nodes.GetAsync(node.Value.Name, stoppingToken).WaitAsync(Patience, time, stoppingToken);
                if (Interlocked.Exchange(ref _lostAt, 0) != 0) LogBack();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (Interlocked.CompareExchange(ref _lostAt, time.GetTimestamp(), 0) == 0) LogLost(error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Information, "The database is back")]
    private partial void LogBack();
}
