namespace Universal.PowerShell.Resources;

/// <summary>A trigger.</summary>
public sealed class Trigger : Resource
{
    /// <summary>Nothing is known yet.</summary>
    public Trigger()
    {
    }

    /// <summary>Only the name is known.</summary>
    public Trigger(string name) => Name = name;

    /// <summary>The event that starts it.</summary>
    public string? EventType { get; set; }

    /// <summary>The script that it runs, by its path.</summary>
    public string? TriggerScript { get; set; }

    /// <summary>Only events of that script, by its path.</summary>
    public string? Script { get; set; }

    /// <summary>Only events of that app.</summary>
    public string? Dashboard { get; set; }

    /// <summary>Only events of that node.</summary>
    public string? Computer { get; set; }

    /// <summary>Environment instead of the script's own.</summary>
    public string? Environment { get; set; }

    /// <summary>How many seconds after the event it runs.</summary>
    public int Delay { get; set; }

    /// <summary>Text of its condition.</summary>
    public string? Condition { get; set; }

    /// <summary>Whether jobs that triggers started start it too.</summary>
    public bool Recursive { get; set; }

    /// <summary>Scheme and host that its webhook goes to.</summary>
    public string? Url { get; set; }
}
