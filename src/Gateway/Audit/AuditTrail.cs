using Universal.Gateway.Access;
using Universal.Security;

namespace Universal.Gateway.Audit;

/// <summary>Writes the audit lines of what is asked of jobs and nodes. What is asked of identities and tokens their grains write themselves.</summary>
internal sealed class AuditTrail(IGrainFactory grains)
{
    /// <summary>Returns when the line is stored: a change that cannot be recorded is answered with an error.</summary>
    public Task WriteAsync(Caller caller, string action, string? subject, string? detail = null) =>
        grains.GetGrain<IAuditGrain>(0).Append(caller.Origin, action, subject, detail);

    /// <summary>The same for what can happen hundreds of times in a second: it may share a line with others of the caller.</summary>
    public Task WriteJoinedAsync(Caller caller, string action, string subject) =>
        grains.GetGrain<IAuditGrain>(0).AppendJoined(caller.Origin, action, subject);
}
