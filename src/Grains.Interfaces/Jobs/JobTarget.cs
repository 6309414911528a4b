namespace Universal.Jobs;

/// <summary>Which nodes may run a job.</summary>
[GenerateSerializer, Alias("universal.JobTargetKind")]
public enum JobTargetKind
{
    /// <summary>Any node.</summary>
    Any = 0,

    /// <summary>The node named in <see cref="JobTarget.Value"/>.</summary>
    Node = 1,

    /// <summary>A node that has every tag in <see cref="JobTarget.Value"/> (comma-separated).</summary>
    Tags = 2,

    /// <summary>
    /// Every node of the registry when the job is created: one child job each. <see cref="JobTarget.Value"/> then holds their names (comma-separated).
    /// </summary>
    All = 3,
}

/// <summary>Which nodes may run a job. Written <c>any</c>, <c>all</c>, <c>node:NAME</c> or <c>tags:A,B</c>.</summary>
[GenerateSerializer, Immutable, Alias("universal.JobTarget")]
public sealed record JobTarget([property: Id(0)] JobTargetKind Kind, [property: Id(1)] string? Value = null)
{
    /// <summary>Any node.</summary>
    public static JobTarget Any { get; } = new(JobTargetKind.Any);

    /// <summary>Every node.</summary>
    public static JobTarget All { get; } = new(JobTargetKind.All);

    /// <summary>The node of that name.</summary>
    public static JobTarget Node(string name) => new(JobTargetKind.Node, name);

    /// <summary>Nodes with all of these tags.</summary>
    public static JobTarget WithTags(params IEnumerable<string> tags) =>
        new(JobTargetKind.Tags, string.Join(',', tags.Select(tag => tag.Trim()).Order(StringComparer.OrdinalIgnoreCase)));

    /// <summary>The tags of a <see cref="JobTargetKind.Tags"/> target.</summary>
    public IReadOnlyList<string> TagList => Kind == JobTargetKind.Tags ? Split() : [];

    /// <summary>The nodes of a stored <see cref="JobTargetKind.All"/> target.</summary>
    public IReadOnlyList<string> NodeList => Kind == JobTargetKind.All ? Split() : [];

    /// <summary>Reads the written form.</summary>
    /// <returns>False when <paramref name="text"/> is none of the written forms.</returns>
    public static bool TryParse(string? text, out JobTarget target)
    {
        target = Any;
        if (text is null) return false;
        if (text.Equals("any", StringComparison.OrdinalIgnoreCase)) return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, value) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..].Trim());
        JobTarget? parsed = kind.ToLowerInvariant() switch
        {
            "all" => colon < 0 ? All : new JobTarget(JobTargetKind.All, value),
            "node" when value.Length > 0 => Node(value),
            "tags" when value.Length > 0 => WithTags(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
            _ => null,
        };
        target = parsed ?? Any;
        return parsed is not null;
    }

    /// <summary>
    /// Reads PSU's way to say where a job runs: a node's name, <c>All computers</c>, or a written form. Null or empty: null, what the script says.
    /// A node that is called like one of the words is written <c>node:NAME</c>.
    /// </summary>
    public static JobTarget? ReadComputer(string? computer)
    {
        if (string.IsNullOrWhiteSpace(computer)) return null;
        var text = computer.Trim();
        if (text.Equals("All computers", StringComparison.OrdinalIgnoreCase)) return All;
        return TryParse(text, out var target) ? target : Node(text);
    }

    private string[] Split() => Value?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The written form.</summary>
    public override string ToString() => Kind switch
    {
        JobTargetKind.Any => "any",
        JobTargetKind.All => Value is null ? "all" : $"all:{Value}",
        JobTargetKind.Node => $"node:{Value}",
        _ => $"tags:{Value}",
    };
}
