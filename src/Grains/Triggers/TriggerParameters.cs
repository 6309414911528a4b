using System.Text.Json;
using System.Text.Json.Nodes;
using Universal.Grains.Jobs;
using Universal.Scripts;
using Universal.Triggers;

namespace Universal.Grains.Triggers;

/// <summary>What a trigger hands to its script and its condition.</summary>
internal static class TriggerParameters
{
    // Triggers that start one another hand on each other's jobs: without a limit each would hold all before it.
    private const int MaxParameters = 32 * 1024;

    /// <summary>
    /// Everything that can be handed on, by name: <c>Job</c>, <c>User</c> or <c>AppToken</c>, as the event has one of them; <c>Data</c>, the same or what else
    /// is known; <c>EventType</c>; <c>Trigger</c>, the trigger's name.
    /// </summary>
    public static JsonObject Of(PlatformEvent happened, string trigger)
    {
        var all = new JsonObject();
        if (happened.Subject is { } subject) all[subject] = DataOf(happened);
        all["Data"] = DataOf(happened);
        all["EventType"] = happened.Kind.ToString();
        all["Trigger"] = trigger;
        return all;
    }

    /// <summary>
    /// What of it a script gets: what it declares. A script whose parameters are not known gets all. Null: nothing.
    /// </summary>
    public static string? For(ScriptDefinition script, JsonObject all)
    {
        if (script.Parameters is not { } declared) return all.ToJsonString();
        var bound = new JsonObject();
        foreach (var parameter in declared)
        {
            var name = parameter.Aliases.Prepend(parameter.Name).Select(called => NameIn(all, called)).FirstOrDefault(found => found is not null);
            if (name is null || all[name] is not { } value) continue;
            // Who wants text of an object gets its JSON.
            bound[parameter.Name] = parameter.Type == ScriptParameterType.String && value is JsonObject ? value.ToJsonString() : value.DeepClone();
        }

        return bound.Count == 0 ? null : bound.ToJsonString();
    }

    /// <summary>The body of a webhook. A job's parameters are not in it: they can be secret, and the receiver is a stranger.</summary>
    public static string Payload(PlatformEvent happened, string trigger)
    {
        var body = new JsonObject
        {
            ["id"] = happened.Id,
            ["eventType"] = happened.Kind.ToString(),
            ["trigger"] = trigger,
            ["time"] = JsonSerializer.SerializeToNode(happened.At),
            ["computerName"] = happened.Node,
        };
        if (happened.Job is { } job)
        {
            var shown = JobJson.Of(job);
            shown.Remove("parameters");
            body["job"] = shown;
        }
        else
        {
            body["data"] = DataOf(happened);
        }

        return body.ToJsonString();
    }

    private static JsonNode DataOf(PlatformEvent happened) =>
        happened.Job is { } job ? JobJson.Of(job, MaxParameters) : happened.Data?.DeepClone() ?? new JsonObject();

    private static string? NameIn(JsonObject all, string name) => all.Select(member => member.Key).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
