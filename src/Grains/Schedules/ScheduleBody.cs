using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Repository.Catalogue;
using Universal.Schedules;

namespace Universal.Grains.Schedules;

/// <summary>A schedule that somebody wants declared: checked as the declaration that it becomes, and written as its line.</summary>
internal static class ScheduleBody
{
    /// <summary>The file that new schedules go to.</summary>
    public const string File = ".universal/schedules.ps1";

    private const string Cmdlet = "New-PSUSchedule";

    // As New-PSUSchedule declares them; the order is that of the line.
    private static readonly string[] Parameters =
    [
        "Name", "Script", "Cron", "OneTime", "Continuous", "EveryMinute", "EveryHour", "EveryDay", "EveryWeek", "EveryMonth", "Delay", "DelayHour", "DelayMinute",
        "DelaySecond", "RandomDelay", "TimeZone", "Environment", "Credential", "Computer", "ComputerGroup", "Timeout", "Priority", "Paused", "Condition", "MisfirePolicy",
        "OverlapPolicy", "Description",
    ];

    /// <summary>The declaration that a body asks for. Null: it is none, for the reasons in <paramref name="errors"/>.</summary>
    public static Declaration? Read(string json, out IReadOnlyDictionary<string, string[]> errors)
    {
        var faults = new Dictionary<string, string[]>();
        errors = faults;
        var properties = new JsonObject();
        var others = new JsonObject();
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            faults["body"] = ["Must be an object."];
            return null;
        }

        foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            if (Parameters.FirstOrDefault(known => known.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) is { } parameter) properties[parameter] = JsonNode.Parse(member.Value.GetRawText());
            else if (!member.Name.Equals("Parameters", StringComparison.OrdinalIgnoreCase)) faults[member.Name] = [$"Is no field of a schedule; there are {string.Join(", ", Parameters)} and parameters."];
            else if (member.Value.ValueKind != JsonValueKind.Object) faults[member.Name] = ["Must be an object."];
            else foreach (var own in member.Value.EnumerateObject()) others[own.Name] = JsonNode.Parse(own.Value.GetRawText());
        }

        foreach (var (name, _) in others.Where(own => !DeclarationText.IsName(own.Key))) faults[$"parameters.{name}"] = ["A name is letters, digits and underscores."];
        if (faults.Count > 0) return null;
        return new Declaration(CatalogueKinds.Schedule, (properties["Name"] as JsonValue)?.TryGetValue<string>(out var named) == true ? named : null, File, null, JsonSerializer.SerializeToElement(properties))
        {
            Others = others.Count == 0 ? null : JsonSerializer.SerializeToElement(others),
        };
    }

    /// <summary>The schedule that a declaration makes. Null: it is not sound.</summary>
    public static ScheduleDefinition? Check(Declaration declaration, CatalogueSnapshot snapshot, out IReadOnlyDictionary<string, string[]> errors)
    {
        var faults = new List<Universal.Catalogue.CatalogueFault>();
        var script = declaration.Text("Script");
        var found = ScheduleDeclarations.Read([.. snapshot.Resources.Where(resource => resource.Kind == CatalogueKinds.ComputerGroup), declaration], known => snapshot.Find(known) is not null, faults);
        // Who writes a line by hand may write its script later; here it is a mistake.
        var messages = faults.Where(fault => fault.Severity == Universal.Catalogue.FaultSeverity.Error || (script is not null && snapshot.Find(script) is null)).Select(fault => fault.Message).ToArray();
        errors = messages.Length == 0 ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { ["schedule"] = messages };
        return messages.Length == 0 ? found.SingleOrDefault() : null;
    }

    /// <summary>The line that declares it.</summary>
    public static string Text(Declaration declaration)
    {
        var given = declaration.Properties.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        var parameters = Parameters.Where(parameter => parameter != "Condition" && given.ContainsKey(parameter)).Select(parameter => KeyValuePair.Create(parameter, given[parameter]))
            .Concat(declaration.Others is { } others ? others.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value)) : []);
        var line = DeclarationText.Call(Cmdlet, parameters);
        // As text that becomes a block: a brace too many in it cannot end the line's block.
        return given.TryGetValue("Condition", out var condition) ? $"{line} -Condition ([scriptblock]::Create({DeclarationText.Quoted(condition.GetString() ?? "")}))" : line;
    }
}
