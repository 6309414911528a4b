using Microsoft.Extensions.Logging;
using Universal.Grains.Execution;

namespace Universal.Grains.Nodes;

/// <summary>
/// Called by Orleans when this silo must not go on, above all when the others declared it dead: its jobs are running elsewhere by then. Scripts are
/// killed first, then the process ends at once.
/// </summary>
internal sealed partial class CutOffHandler(IServiceProvider services, ILogger<CutOffHandler> logger) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        LogCutOff(exception, context);
        foreach (var runner in (IEnumerable<IAttemptRunner>)services.GetService(typeof(IEnumerable<IAttemptRunner>))!) runner.KillAll();
        // Not an orderly exit: that would let grains and stores of a dead silo go on writing while they shut down.
        Console.Error.WriteLine($"This node must not go on: {context} {exception?.Message}");
        Environment.FailFast(null);
    }

    [LoggerMessage(LogLevel.Critical, "This node must not go on ({Context}); its scripts are killed")]
    private partial void LogCutOff(Exception? error, string? context);
}
