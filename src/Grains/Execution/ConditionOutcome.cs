namespace Universal.Grains.Execution;

/// <summary>What became of a condition. A closed family.</summary>
public abstract record ConditionOutcome
{
    private ConditionOutcome()
    {
    }

    /// <summary>The last thing it wrote counts as true in PowerShell.</summary>
    public sealed record Met : ConditionOutcome;

    /// <summary>It wrote nothing, or the last thing that it wrote is false, 0, null or empty.</summary>
    public sealed record NotMet : ConditionOutcome;

    /// <summary>Nobody knows: it does not parse, an error ended it, it took too long, or no host could be started. Nothing is done then.</summary>
    /// <param name="Reason">For people.</param>
    public sealed record Failed(string Reason) : ConditionOutcome;
}
