using Universal.Jobs;

namespace Universal.Grains.Jobs;

/// <summary>What a job asks a node for, by what the node can lack: jobs that ask for the same are refused for the same.</summary>
internal static class RefusalSubject
{
    /// <summary>The environment, commit or script that the cause is about; empty: it is about the node itself.</summary>
    public static string Of(RefusalCause cause, string environment, string? commit, string script) => cause switch
    {
        RefusalCause.Environment or RefusalCause.Launcher => environment,
        RefusalCause.Commit => commit ?? "",
        RefusalCause.Script => script,
        _ => "",
    };
}
