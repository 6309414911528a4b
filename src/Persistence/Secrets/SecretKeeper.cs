using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Universal.Errors;

namespace Universal.Persistence.Secrets;

/// <summary>
/// Looks now and then whether this process has the cluster's key, so that one that is brought later is taken up, and encrypts with it what is
/// encrypted with a former one.
/// </summary>
internal sealed partial class SecretKeeper(SecretVault vault, SecretKeys keys, IOptions<DatabaseOptions> database, TimeProvider time, ILogger<SecretKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private string? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!keys.EncryptsKeyRing && database.Value.Engine != DatabaseEngine.Sqlite) LogRingInClear();
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await vault.CheckAsync(stoppingToken);
                if (vault.Reason is { } reason && reason != _told) LogWithoutKey(reason);
                _told = vault.Reason;
                var (exchanged, left) = await vault.RotateAsync(stoppingToken);
                if (exchanged > 0) LogRotated(exchanged);
                if (left.Count > 0) LogLeft(left.Count, left[0]);
            }
            catch (DatabaseUnavailableException) when (!stoppingToken.IsCancellationRequested)
            {
                // The watch of the database says so.
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The key ring of cookies and tokens lies in the database unencrypted: who can read the database can sign in as anybody. Set Secrets:KeyFile or Secrets:Key to the same key on every node, which encrypts it.")]
    private partial void LogRingInClear();

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private partial void LogWithoutKey(string reason);

    [LoggerMessage(LogLevel.Information, "{Count} values were encrypted anew with the cluster's key")]
    private partial void LogRotated(int count);

    [LoggerMessage(LogLevel.Warning, "{Count} secrets, '{First}' among them, are encrypted with a key that this node does not have. Add it to Secrets:PreviousKeys")]
    private partial void LogLeft(int count, string first);

    [LoggerMessage(LogLevel.Error, "The key of the secrets could not be looked at")]
    private partial void LogFailed(Exception error);
}
