namespace Universal.ScriptHost.Protocol.Processes;

/// <summary>
/// Kills the processes of attempts whose host is gone. They are known by the mark in the environment or arguments they were started with, or by the session
/// that the host led. A process that dropped both on purpose is not found. Nor is one of another account: that account has to look itself. Linux only.
/// </summary>
public static class ProcessSweep
{
    private const int MaxPasses = 200;

    /// <summary>Kills until none is left.</summary>
    /// <param name="tokenPrefix">Start of their token.</param>
    /// <param name="hostId">The host that led their session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were killed.</returns>
    public static async Task<int> KillAsync(string tokenPrefix, int? hostId, CancellationToken cancellationToken)
    {
        var killed = new HashSet<int>();
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var found = KillOnce(tokenPrefix, hostId);
            if (found.Count == 0)
                break;
            killed.UnionWith(found);
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }

        return killed.Count;
    }

    /// <summary>One look, one signal for each.</summary>
    public static List<int> KillOnce(string tokenPrefix, int? hostId)
    {
        var found = ProcessTable.WithMark(tokenPrefix);
        if (hostId is { } session)
            found = [.. found.Union(ProcessTable.Read().Where(p => p.SessionId == session && !p.IsZombie).Select(p => p.Id))];
        foreach (var id in found)
            Signals.Send(id, Signals.Kill);
        return found;
    }
}
