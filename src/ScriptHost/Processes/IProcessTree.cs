namespace Universal.ScriptHost.Processes;

/// <summary>Every process that descends from this host.</summary>
public interface IProcessTree
{
    /// <summary>Whether every script so far has ended by itself and has left no process behind.</summary>
    bool IsUntouched { get; }

    /// <summary>Asks all of them to end.</summary>
    void Terminate();

    /// <summary>Kills all of them at once, also those that appear while it does. The host itself is left out.</summary>
    void Kill();

    /// <summary>Ends what the script has left behind: asks, kills after the grace, and returns when none is left.</summary>
    void EndLeftovers(TimeSpan grace);

    /// <summary>Clears away orphans that have ended. Called every second.</summary>
    void Reap();
}
