using Universal.Triggers;

namespace Universal.Repository.Catalogue;

/// <summary>The names of events, those of PowerShell Universal's releases among them.</summary>
public static class TriggerEvents
{
    private static readonly Dictionary<string, TriggerEvent> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["JobRequestedFeedback"] = TriggerEvent.JobFeedbackRequested,
        ["JobRequestingFeedback"] = TriggerEvent.JobFeedbackRequested,
        ["AppStarted"] = TriggerEvent.DashboardStarted,
        ["AppStopped"] = TriggerEvent.DashboardStopped,
        ["ServerStopped"] = TriggerEvent.ServerStopping,
        ["RevokedAppTokenUsed"] = TriggerEvent.RevokedAppTokenUsage,
        ["RevokedAppToken"] = TriggerEvent.RevokedAppTokenUsage,
    };

    // Of features that the platform does not have.
    private static readonly HashSet<string> Foreign =
        new(["LicenseExpired", "LicenseExpiring", "HealthCheckFailed", "PowerShellProtect", "PowerShellProtectEvent", "ProtectEvent"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The event of that name, or null. Letter case does not matter.</summary>
    public static TriggerEvent? Find(string name)
    {
        if (OtherNames.TryGetValue(name, out var other)) return other;
        // Enum.TryParse would take numbers and lists as well.
        return Enum.GetNames<TriggerEvent>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } match
            ? Enum.Parse<TriggerEvent>(match)
            : null;
    }

    /// <summary>Whether PowerShell Universal has that event and this platform has nothing that raises it.</summary>
    public static bool IsForeign(string name) => Foreign.Contains(name);

    /// <summary>Whether it is an event of a job.</summary>
    public static bool IsOfJob(TriggerEvent kind) =>
        kind is TriggerEvent.JobStarted or TriggerEvent.JobCompleted or TriggerEvent.JobFailed or TriggerEvent.JobCanceled or TriggerEvent.JobFeedbackRequested;

    /// <summary>Whether it is an event of an app, which nothing raises yet.</summary>
    public static bool IsOfApp(TriggerEvent kind) => kind is TriggerEvent.DashboardStarted or TriggerEvent.DashboardStopped;
}
