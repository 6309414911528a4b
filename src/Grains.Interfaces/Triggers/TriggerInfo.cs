namespace Universal.Triggers;

/// <summary>A trigger of the catalogue. Secrets are not in it.</summary>
[GenerateSerializer, Immutable, Alias("universal.TriggerInfo")]
public sealed record TriggerInfo
{
    /// <summary>Its number: stable for a name, the same on every node.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The event that starts it.</summary>
    [Id(2)] public required TriggerEvent Event { get; init; }

    /// <summary>Path of the script that it runs; null: none, it calls a webhook.</summary>
    [Id(3)] public string? TriggerScript { get; init; }

    /// <summary>Only events of that script, by its path; null: of every one.</summary>
    [Id(4)] public string? Script { get; init; }

    /// <summary>Only events of that app; null: of every one.</summary>
    [Id(5)] public string? Dashboard { get; init; }

    /// <summary>Only events of that node; null: of every one.</summary>
    [Id(6)] public string? Computer { get; init; }

    /// <summary>Environment instead of the script's own.</summary>
    [Id(7)] public string? Environment { get; init; }

    /// <summary>How long after the event its script runs.</summary>
    [Id(8)] public TimeSpan Delay { get; init; }

    /// <summary>The PowerShell condition; null: none.</summary>
    [Id(9)] public string? Condition { get; init; }

    /// <summary>Whether jobs that triggers started start it too.</summary>
    [Id(10)] public bool Recursive { get; init; }

    /// <summary>Where its webhook goes: scheme and host, since the rest of an address can be a secret. Null: it has none.</summary>
    [Id(11)] public string? WebhookTo { get; init; }

    /// <summary>Whether its webhook is signed.</summary>
    [Id(12)] public bool Signed { get; init; }

    /// <summary>The file that declares it.</summary>
    [Id(13)] public string File { get; init; } = "";

    /// <summary>The line in that file.</summary>
    [Id(14)] public int? Line { get; init; }
}

/// <summary>A page of triggers.</summary>
/// <param name="Triggers">The triggers, by name.</param>
/// <param name="Total">How many there are in all.</param>
[GenerateSerializer, Immutable, Alias("universal.TriggerPage")]
public sealed record TriggerPage([property: Id(0)] IReadOnlyList<TriggerInfo> Triggers, [property: Id(1)] int Total);
