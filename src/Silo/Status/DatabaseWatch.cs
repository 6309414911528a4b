using Microsoft.Extensions.Options;
using Universal.Grains.Nodes;
using Universal.Persistence.Settings;

namespace Universal.Silo.Status;

/// <summary>
/// Reads from the database and writes to it now and then, for the status: while either fails the node is degraded, and after
/// <see cref="StatusOptions.DatabaseGrace"/> it is not ready. A database that answers and takes no writes (its disk is full, it is a standby) serves no job.
/// </summary>
internal sealed partial class DatabaseWatch(
    ISettingStore settings, IOptions<NodeOptions> node, NodeTroubles troubles, IOptions<StatusOptions> options, TimeProvider time, ILogger<DatabaseWatch> logger)
    : BackgroundService
{
    /// <summary>Code of the trouble.</summary>
    public const string Trouble = "database_unavailable";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    // Its return shows at once.
    private static readonly TimeSpan PeriodWhileAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    // Of an embedded database only one process writes at a time, and each waits for its turn.
    private static readonly TimeSpan PatienceToWrite = TimeSpan.FromSeconds(10);

    // A row of this node's own, so that nobody waits for it.
    private string Row => $"watch.{node.Value.Name.ToLowerInvariant()}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? lost = null;
        while (true)
        {
            var asked = time.GetTimestamp();
            var answered = false;
            try
            {
                var row = await settings.GetAsync(Row, stoppingToken).WaitAsync(Patience, time, stoppingToken);
                answered = true;
                // Its version changes with each write: what changes nothing would not be written, and would succeed on a full disk.
                await settings.PutAsync(Row, "", row?.Version ?? 0, node.Value.Name, stoppingToken).WaitAsync(PatienceToWrite, time, stoppingToken);
                if (lost is not null) LogBack();
                lost = null;
                troubles.Clear(Trouble);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (lost is null && answered) LogRefusesWrites(error.Message);
                else if (lost is null) LogLost(error.Message);
                lost ??= asked;
                var grace = options.Value.DatabaseGrace;
                if (time.GetElapsedTime(lost.Value) < grace) troubles.Set(Trouble, answered ? $"The database takes no writes. {error.Message}" : "The database does not answer.");
                else troubles.Set(Trouble, answered ? $"The database has taken no writes for more than {grace.TotalSeconds:0} s. {error.Message}" : $"The database has not answered for more than {grace.TotalSeconds:0} s.", TroubleEffect.NotReady);
            }

            await Task.Delay(lost is null ? Period : PeriodWhileAway, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(LogLevel.Warning, "The database takes no writes: {Reason}")]
    private partial void LogRefusesWrites(string reason);

    [LoggerMessage(LogLevel.Information, "The database is back")]
    private partial void LogBack();
}
