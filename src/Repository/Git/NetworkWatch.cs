using Universal.Git;

namespace Universal.Repository.Git;

/// <summary>Ends an exchange with the remote when its caller cancels it, or when nothing has come for the time-out.</summary>
internal sealed class NetworkWatch : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _both;

    public NetworkWatch(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _silence = new CancellationTokenSource(timeout, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
        Token = _both.Token;
    }

    /// <summary>Canceled when the exchange is to end.</summary>
    public CancellationToken Token { get; }

    /// <summary>What every call back from git calls: something came. False: end it.</summary>
    public bool Progress()
    {
        if (Token.IsCancellationRequested) return false;
        try
        {
            _silence.CancelAfter(_timeout);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // Abandoned in this moment. The caller is native code, through which no exception may pass.
            return false;
        }
    }

    /// <summary>The failure that a silent remote is.</summary>
    public GitException Silent() => new(GitOutcome.TimedOut, $"The remote sent nothing for {_timeout}.");

    public void Dispose()
    {
        _both.Dispose();
        _silence.Dispose();
    }
}
