namespace Universal.Grains.Clock;

/// <summary>
/// Does the same work in rounds, one after the other, for callers that need one which began after they asked. For one grain: all calls come on its turns.
/// </summary>
/// <param name="round">The work. What it throws, those who wait get.</param>
internal sealed class Rounds(Func<Task> round)
{
    private Task? _running;
    private bool _again;

    /// <summary>Ends when a round that began after this call has ended. However many ask while one runs, one more follows.</summary>
    public Task RunAsync()
    {
        _again = true;
        return _running ??= RunAllAsync();
    }

    private async Task RunAllAsync()
    {
        // The field is set before the first round can end.
        await Task.Yield();
        try
        {
            while (_again)
            {
                _again = false;
                await round();
            }
        }
        finally
        {
            _running = null;
        }
    }
}
