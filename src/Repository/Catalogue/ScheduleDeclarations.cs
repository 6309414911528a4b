using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Jobs;
using Universal.Schedules;
using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>Makes schedules of what <c>New-PSUSchedule</c> declares.</summary>
public static class ScheduleDeclarations
{
    private const int MaxName = 200;
    private const int MaxPriority = 1_000;
    // Further out, a zone's offset or a delay leads past the calendar's ends.
    private const int FirstYear = 2;
    private const int LastYear = 9_998;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StandardRandomDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private static readonly (string Parameter, string Cron)[] SimpleForms =
    [
        ("EveryMinute", "* * * * *"), ("EveryHour", "0 * * * *"), ("EveryDay", "0 0 * * *"), ("EveryWeek", "0 0 * * 0"), ("EveryMonth", "0 0 1 * *"),
    ];

    /// <summary>The declared schedules by name. What cannot be in force is added to <paramref name="faults"/>, and so is a script that is not there.</summary>
    /// <param name="declarations">Everything that is declared.</param>
    /// <param name="scripts">Finds a script by path, name or number; null: there is none.</param>
    /// <param name="faults">Faults by file and line.</param>
    public static IReadOnlyList<ScheduleDefinition> Read(
        IReadOnlyList<Declaration> declarations, Func<string, ScriptDefinition?> scripts, List<CatalogueFault> faults)
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in declarations.Where(declaration => declaration is { Kind: CatalogueKinds.ComputerGroup, Name: not null }))
            groups.TryAdd(group.Name!, group.Texts("Tags"));
        var schedules = new Dictionary<string, ScheduleDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var declaration in declarations.Where(declaration => declaration.Kind == CatalogueKinds.Schedule))
        {
            if (declaration.ReadWith(it => Read(it, groups, faults), faults) is not { } schedule) continue;
            if (!schedules.TryAdd(schedule.Name, schedule))
            {
                faults.Add(new CatalogueFault(
                    declaration.File, declaration.Line,
                    $"a schedule \"{schedule.Name}\" is declared in line {schedules[schedule.Name].Line} of {schedules[schedule.Name].File} already; give this one another -Name."));
            }
            else if (scripts(schedule.Script) is not { } script)
            {
                faults.Add(new CatalogueFault(
                    declaration.File, declaration.Line, $"there is no script \"{schedule.Script}\" for the schedule \"{schedule.Name}\"; each time it is due fails until there is.",
                    FaultSeverity.Warning));
            }
            else if (ParameterBinder.Bind(script, schedule.Parameters).Errors is { Count: > 0 } errors)
            {
                // Each time would fail, and be seen only then.
                schedules.Remove(schedule.Name);
                var wrong = string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}"));
                faults.Add(new CatalogueFault(declaration.File, declaration.Line, $"the schedule \"{schedule.Name}\" gives \"{schedule.Script}\" what it does not take, and is not in force. {wrong}"));
            }
        }

        return [.. schedules.Values.OrderBy(schedule => schedule.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static ScheduleDefinition? Read(
        Declaration declaration, Dictionary<string, IReadOnlyList<string>> groups, List<CatalogueFault> faults)
    {
        var before = faults.Count(fault => fault.Severity == FaultSeverity.Error);
        if (ScriptOf(declaration) is not { } script)
        {
            Fault("the schedule has no -Script.");
            return null;
        }

        var zone = Zone();
        var kind = declaration.IsTrue("Continuous") ? ScheduleKind.Continuous : declaration.Text("OneTime") is not null ? ScheduleKind.OneTime : ScheduleKind.Cron;
        var cron = kind == ScheduleKind.Cron ? Cron() : null;
        var once = kind == ScheduleKind.OneTime ? Once() : null;
        var name = declaration.Name is { } given && !string.IsNullOrWhiteSpace(given) ? given.Trim() : $"{script} ({cron ?? once?.ToString("u", CultureInfo.InvariantCulture) ?? "continuous"})";
        if (name.Length > MaxName) Fault($"the name of a schedule has at most {MaxName} characters.");
        var parameters = Parameters(declaration.Others);
        var schedule = new ScheduleDefinition
        {
            Name = name,
            Number = ScriptNumber.Of("schedule/" + name.ToLowerInvariant()),
            Script = script,
            Kind = kind,
            Cron = cron,
            TimeZone = TimeZones.NameOf(zone),
            OneTime = once,
            Delay = Delay(kind),
            RandomDelay = declaration.IsTrue("RandomDelay"),
            Target = Target(),
            Environment = declaration.Text("Environment"),
            Credential = NameOf(declaration.Find("Credential")),
            // Secure strings stay marked: creating the job encrypts them.
            Parameters = parameters is { } values ? values.GetRawText() : null,
            ShownParameters = parameters is { } shown ? SecretMask.Write(shown) : null,
            Timeout = declaration.Number("Timeout") is > 0 and < 1_000_000 and var minutes ? TimeSpan.FromMinutes(minutes) : null,
            Priority = Priority(),
            Condition = ConditionOf(declaration.Find("Condition")),
            Paused = declaration.IsTrue("Paused"),
            Misfire = Choice<MisfirePolicy>("MisfirePolicy"),
            Overlap = Choice<OverlapPolicy>("OverlapPolicy"),
            Description = declaration.Text("Description"),
            File = declaration.File,
            Line = declaration.Line,
            EndLine = declaration.EndLine,
        };
        return faults.Count(fault => fault.Severity == FaultSeverity.Error) == before ? schedule : null;

        TimeZoneInfo Zone()
        {
            if (declaration.Text("TimeZone") is not { Length: > 0 } text) return TimeZoneInfo.Utc;
            if (TimeZones.Find(text) is { } found) return found;
            Fault($"there is no time zone '{text}'; write one of IANA's names, as Europe/Berlin, or of Windows', as W. Europe Standard Time.");
            return TimeZoneInfo.Utc;
        }

        string? Cron()
        {
            var text = SimpleForms.Where(form => declaration.IsTrue(form.Parameter)).Select(form => form.Cron).FirstOrDefault() ?? declaration.Text("Cron")?.Trim();
            if (string.IsNullOrEmpty(text)) Fault("the schedule does not say when it is due: give -Cron, -OneTime, -Continuous or one of -EveryMinute to -EveryMonth.");
            else if (CronText.Fault(text, zone) is { } fault) Fault(fault);
            return text;
        }

        DateTimeOffset? Once()
        {
            var text = declaration.Text("OneTime")!;
            if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            {
                Fault($"-OneTime '{text}' is no point in time.");
                return null;
            }

            if (time.Year is < FirstYear or > LastYear)
            {
                Fault($"-OneTime '{text}' is out of bounds; its year must be {FirstYear} to {LastYear}.");
                return null;
            }

            // The engines keep microseconds, and not all round alike.
            time = new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), time.Kind);
            // A time without an offset is one of the schedule's zone. One that its clocks leave out is the moment they go on at.
            if (time.Kind != DateTimeKind.Unspecified) return new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero);
            while (zone.IsInvalidTime(time)) time = time.AddMinutes(1);
            return new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
        }

        TimeSpan Delay(ScheduleKind kind)
        {
            var span = TimeSpan.Zero;
            if (declaration.Text("Delay") is { } text && !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out span))
            {
                Fault($"-Delay '{text}' is no span of time; write it as 00:00:30.");
                return ShortestPause;
            }

            // As a number, which holds what no span of time does. Compared so that what is no number at all is refused too.
            var milliseconds = Math.Floor(
                span.TotalMilliseconds + Part("DelayHour", TimeSpan.MillisecondsPerHour) + Part("DelayMinute", TimeSpan.MillisecondsPerMinute)
                + Part("DelaySecond", TimeSpan.MillisecondsPerSecond));
            if (!(milliseconds >= 0 && milliseconds <= LongestDelay.TotalMilliseconds))
            {
                Fault($"the delay must be between zero and {LongestDelay.Days} days.");
                return ShortestPause;
            }

            var delay = TimeSpan.FromMilliseconds(milliseconds);
            if (kind == ScheduleKind.Continuous && delay < ShortestPause)
            {
                // A script that fails at once would keep the cluster busy with nothing else.
                Fault("a continuous schedule waits at least 1 second between its jobs; its delay is taken as that.", FaultSeverity.Warning);
                return ShortestPause;
            }

            if (kind == ScheduleKind.Continuous) return delay;
            if (declaration.IsTrue("RandomDelay")) return delay == TimeSpan.Zero ? StandardRandomDelay : delay;
            if (delay > TimeSpan.Zero) Fault("a delay has no effect without -Continuous or -RandomDelay.", FaultSeverity.Warning);
            return TimeSpan.Zero;

            double Part(string parameter, long unit) => (declaration.Number(parameter) ?? 0) * unit;
        }

        JobTarget? Target()
        {
            if (NameOf(declaration.Find("ComputerGroup")) is { Length: > 0 } group)
            {
                // A group that is not declared is the nodes with the tag of that name.
                var tags = groups.GetValueOrDefault(group) is { Count: > 0 } declared ? declared : [group];
                return JobTarget.WithTags(tags);
            }

            return JobTarget.ReadComputer(NameOf(declaration.Find("Computer")));
        }

        int? Priority()
        {
            if (declaration.Number("Priority") is not { } number) return null;
            if (number is >= -MaxPriority and <= MaxPriority && double.IsInteger(number)) return (int)number;
            Fault($"-Priority must be a whole number from {-MaxPriority} to {MaxPriority}.");
            return null;
        }

        T Choice<T>(string parameter) where T : struct, Enum
        {
            if (declaration.Text(parameter) is not { } text) return default;
            // Enum.TryParse would take numbers as well.
            if (Enum.GetNames<T>().FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } match) return Enum.Parse<T>(match);
            Fault($"-{parameter} can be {string.Join(", ", Enum.GetNames<T>())}, not '{text}'.");
            return default;
        }

        void Fault(string message, FaultSeverity severity = FaultSeverity.Error) => faults.Add(new CatalogueFault(
            declaration.File, declaration.Line, declaration.Name is { } name ? $"schedule \"{name}\": {message}" : message, severity));
    }

    private static string? ScriptOf(Declaration declaration) => NameOf(declaration.Find("Script"))?.Replace('\\', '/').TrimStart('/') is { Length: > 0 } script ? script : null;

    private static string? ConditionOf(JsonElement? condition) => condition switch
    {
        { ValueKind: JsonValueKind.Object } block when block.TryGetProperty("$script", out var text) => text.GetString(),
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => null,
    };

    // A resource is given by its name or as an object of Get-PSU... and New-PSU... .
    private static string? NameOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()?.Trim(),
        { ValueKind: JsonValueKind.Object } item when item.TryGetProperty("Name", out var name) => NameOf(name),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static JsonElement? Parameters(JsonElement? others)
    {
        if (others is not { ValueKind: JsonValueKind.Object } given || !given.EnumerateObject().Any()) return null;
        var parameters = new JsonObject();
        foreach (var own in Declaration.ScriptParameters(given)) parameters[own.Name] = JsonNode.Parse(own.Value.GetRawText());
        return JsonSerializer.SerializeToElement(parameters);
    }
}
