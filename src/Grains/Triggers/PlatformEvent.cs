using System.Text.Json.Nodes;
using Universal.Jobs;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>Something that happened and may start triggers.</summary>
internal sealed record PlatformEvent
{
    /// <summary>What kind of thing.</summary>
    public required TriggerEvent Kind { get; init; }

    /// <summary>What it is known by. Whoever tells of the same thing gives the same, so that each trigger runs once for it.</summary>
    public required string Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The node it is about.</summary>
    public string? Node { get; init; }

    /// <summary>The job it is about.</summary>
    public JobRecord? Job { get; init; }

    /// <summary>The job that caused it without being what it is about.</summary>
    public long? CauseJobId { get; init; }

    /// <summary>Name of the parameter that gets <see cref="Data"/>, beside <c>Data</c>; null: none does.</summary>
    public string? Subject { get; init; }

    /// <summary>What is known of it, without secrets. Of a job event: null, the job says it.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>Whether it is told after somebody may have told it already.</summary>
    public bool Recovered { get; init; }
}
