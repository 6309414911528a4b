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

/// <summary>The schedule or trigger that created a job. Written <c>schedule/NAME</c> or <c>trigger/DEPTH/NAME</c>.</summary>
/// <param name="Kind">Which of both.</param>
/// <param name="Name">Its name.</param>
/// <param name="Depth">Of a trigger: how many triggers led to the job, one after the other; 1 for the first. Of a schedule 0.</param>
[GenerateSerializer, Immutable, Alias("universal.JobOrigin")]
public sealed record JobOrigin([property: Id(0)] JobOriginKind Kind, [property: Id(1)] string Name, [property: Id(2)] int Depth = 0)
{
    /// <summary>The schedule of that name.</summary>
    public static JobOrigin Schedule(string name) => new(JobOriginKind.Schedule, name);

    /// <summary>The trigger of that name, as the <paramref name="depth"/>th in a row.</summary>
    public static JobOrigin Trigger(string name, int depth) => new(JobOriginKind.Trigger, name, depth);

    /// <summary>Reads the written form. Null: <paramref name="text"/> is none.</summary>
    public static JobOrigin? Parse(string? text)
    {
        if (text?.Split('/', 2) is not [var kind, var rest]) return null;
        if (kind == "schedule") return Schedule(rest);
        return kind == "trigger" && rest.Split('/', 2) is [var depth, var name] && int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Trigger(name, number)
            : null;
    }

    /// <summary>The written form.</summary>
    public override string ToString() =>
        Kind == JobOriginKind.Schedule ? $"schedule/{Name}" : string.Create(CultureInfo.InvariantCulture, $"trigger/{Depth}/{Name}");
}
