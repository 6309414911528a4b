using System.Security.Cryptography;
using System.Text;
using Universal.Jobs;
using Universal.Repository.Catalogue;

namespace Universal.Grains.Triggers;

/// <summary>What an event may do to a trigger.</summary>
internal enum TriggerDecision
{
    /// <summary>It starts it.</summary>
    Start,

    /// <summary>A trigger started the job, and this one does not follow others.</summary>
    NotRecursive,

    /// <summary>Too many triggers led to it, one after the other.</summary>
    TooDeep,
}

/// <summary>Decisions about triggers, pure.</summary>
internal static class TriggerRules
{
    /// <summary>Start of the idempotency keys of jobs that triggers start.</summary>
    public const string KeyPrefix = "universal:trigger/";

    /// <summary>Whether the event is one that the trigger waits for.</summary>
    public static bool Matches(TriggerDefinition trigger, PlatformEvent happened) =>
        trigger.Event == happened.Kind && Matches(trigger, happened.Job?.Script, happened.Node);

    /// <summary>Whether an event of the trigger's kind, of that script on that node, is one that it waits for.</summary>
    public static bool Matches(TriggerDefinition trigger, string? script, string? node) =>
        (trigger.Script is null || trigger.Script == script)
        && (trigger.Computer is null || trigger.Computer.Equals(node, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a job that is known to come from a trigger can be passed over for this one without a further look.</summary>
    public static bool IsOutOfQuestion(TriggerDefinition trigger, JobRecord job) => !trigger.Recursive && job.Origin is { Kind: JobOriginKind.Trigger };

    /// <param name="recursive">Whether the trigger follows others.</param>
    /// <param name="depth">How many triggers led to the event, one after the other; 0: none.</param>
    /// <param name="maxDepth">How many may.</param>
    public static TriggerDecision Decide(bool recursive, int depth, int maxDepth) =>
        depth == 0 ? TriggerDecision.Start : !recursive ? TriggerDecision.NotRecursive : depth >= maxDepth ? TriggerDecision.TooDeep : TriggerDecision.Start;

    /// <summary>What trigger and event have together: 64 letters and digits, the same on every node.</summary>
    public static string KeyOf(TriggerDefinition trigger, PlatformEvent happened) => Hash($"{trigger.Name.ToUpperInvariant()}\n{happened.Id}");

    /// <summary>What tells a declaration of a trigger from others.</summary>
    public static string NoteOf(TriggerDefinition trigger) => Hash($"{trigger.Name.ToUpperInvariant()}\n{trigger.Fingerprint}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
