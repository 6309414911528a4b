using Universal.Calls;

namespace Universal.Security;

/// <summary>A line of the audit log.</summary>
/// <param name="Id">Number, ascending; 0 before it is stored.</param>
/// <param name="Time">When.</param>
/// <param name="Origin">Who, from where, on which node.</param>
/// <param name="Action">What, for instance <c>identity.create</c>.</param>
/// <param name="Subject">On what.</param>
/// <param name="Detail">Further facts. Never secrets, parameters or script bodies.</param>
[GenerateSerializer, Immutable, Alias("universal.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] long Id,
    [property: Id(1)] DateTimeOffset Time,
    [property: Id(2)] RequestOrigin Origin,
    [property: Id(3)] string Action,
    [property: Id(4)] string? Subject,
    [property: Id(5)] string? Detail);

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Entries">The lines.</param>
/// <param name="NextBefore">What to give as <c>before</c> for the next page. Null: this was the last.</param>
[GenerateSerializer, Immutable, Alias("universal.AuditPage")]
public sealed record AuditPage([property: Id(0)] IReadOnlyList<AuditEntry> Entries, [property: Id(1)] long? NextBefore);

/// <summary>The audit log: who changed what, from where. Append-only. Key 0; runs on whatever node is asked.</summary>
[Alias("universal.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Appends a line. When it returns the line is stored; a repeat appends another. Gateways repeat it when a node dies under it: a line that stands there
    /// twice harms less than a change that is done and answered with an error.
    /// </summary>
    [Alias("Append"), Repeatable] Task Append(RequestOrigin origin, string action, string? subject, string? detail);

    /// <summary>
    /// Appends for what can happen hundreds of times in a second. While a line of the same origin and action is being stored, further subjects
    /// wait and then share the next one, whose detail lists them. When it returns the line is stored. Repeated as <see cref="Append"/> is.
    /// </summary>
    [Alias("AppendJoined"), Repeatable] Task AppendJoined(RequestOrigin origin, string action, string subject);

    /// <summary>Lines with a smaller number than <paramref name="before"/> (null: from the newest), at most <paramref name="take"/> (1 to 500).</summary>
    [Alias("List"), Repeatable] Task<AuditPage> List(long? before, int take);
}
