using System.Runtime.InteropServices;

namespace Universal.Silo.Hosting;

/// <summary>
/// SIGTERM, Ctrl+C and SIGQUIT, from the first line of the program to its last. It stands in for the host's own handling, which begins late and ends a start that is under way by canceling it:
/// a silo that has half joined cannot leave.
/// </summary>
internal sealed class StopSignal : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignal() => _signals =
    [
        .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _asked.Cancel();
        })),
    ];

    /// <summary>Canceled when the process was asked to stop.</summary>
    public CancellationToken Asked => _asked.Token;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _asked.Dispose();
    }
}
