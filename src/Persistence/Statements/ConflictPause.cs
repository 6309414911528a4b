namespace Universal.Persistence.Statements;

/// <summary>How often, and after which pause, a transaction runs again that the database rolled back in favor of another one.</summary>
internal static class ConflictPause
{
    /// <summary>How often a transaction is tried before its callers are told.</summary>
    public const int MaxAttempts = 5;

    /// <summary>A pause that differs from node to node: two that were in each other's way do not meet again at once. It grows with the attempts, to at most 0.4 s.</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(10, 100) * Math.Min(attempt, 4));
}
