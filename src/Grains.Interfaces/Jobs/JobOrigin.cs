using System.Globalization;

namespace Universal.Jobs;

/// <summary>What created a job, when it was not a person, a program or another job.</summary>
[GenerateSerializer, Alias("universal.JobOriginKind")]
public enum JobOriginKind
{
    /// <summary>A schedule.</summary>
    Schedule = 0,

    /// <summary>A trigger.</summary>
    Trigger = 1,
}

/// <summary>The schedule or trigger that created a job. Written <c>schedule/NAME</c>, <c>trigger/DEPTH/NAME</c> or <c>trigger/DEPTH:JOB/NAME</c>.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Name">Its name.</param>
/// <param name="Depth">Of a trigger: how many triggers led to the job, one after the other; 1 for the first. Of a schedule 0.</param>
/// <param name="EventJobId">Of a trigger: the job that its event was about. Null: the event was about none.</param>
[GenerateSerializer, Immutable, Alias("universal.JobOrigin")]
public sealed record JobOrigin(
    [property: Id(0)] JobOriginKind Kind, [property: Id(1)] string Name, [property: Id(2)] int Depth = 0, [property: Id(3)] long? EventJobId = null)
{
    /// <summary>The schedule of that name.</summary>
    public static JobOrigin Schedule(string name) => new(JobOriginKind.Schedule, name);

    /// <summary>The trigger of that name, as the <paramref name="depth"/>th in a row, for an event about <paramref name="eventJob"/>.</summary>
    public static JobOrigin Trigger(string name, int depth, long? eventJob = null) => new(JobOriginKind.Trigger, name, depth, eventJob);

    /// <summary>Reads the written form. Null: <paramref name="text"/> is none.</summary>
    public static JobOrigin? Parse(string? text)
    {
        if (text?.Split('/', 2) is not [var kind, var rest]) return null;
        if (kind == "schedule") return Schedule(rest);
        if (kind != "trigger" || rest.Split('/', 2) is not [var cause, var name]) return null;
        return cause.Split(':') switch
        {
            [var depth] when Number(depth) is { } number => Trigger(name, number),
            [var depth, var job] when Number(depth) is { } number && long.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => Trigger(name, number, id),
            _ => null,
        };
    }

    /// <summary>The written form.</summary>
    public override string ToString() => (Kind, EventJobId) switch
    {
        (JobOriginKind.Schedule, _) => $"schedule/{Name}",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"trigger/{Depth}/{Name}"),
        (_, { } job) => string.Create(CultureInfo.InvariantCulture, $"trigger/{Depth}:{job}/{Name}"),
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
