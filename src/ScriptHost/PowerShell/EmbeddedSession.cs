using System.Management.Automation.Runspaces;
using Universal.PowerShell.Cache;
using Universal.PowerShell.Variables;

namespace Universal.ScriptHost.PowerShell;

/// <summary>What every runspace of the engine starts with.</summary>
internal static class EmbeddedSession
{
    private static readonly string[] Modules = ["Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Management", "Microsoft.PowerShell.Security"];

    /// <summary>The commands of the engine and of the modules that every script uses; other modules are found when one of their commands is.</summary>
    public static InitialSessionState Create()
    {
        var session = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            session.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        session.ImportPSModule([.. Modules.Select(name => Path.Combine(AppContext.BaseDirectory, "Modules", name, name + ".psd1"))]);
        // $Cache: is there from the first line on, without the module being imported.
        session.Providers.Add(new SessionStateProviderEntry("Cache", typeof(CacheProvider), null));
        // $Secret:NAME is there from the first line, without the module.
        session.Providers.Add(new SessionStateProviderEntry("Secret", typeof(SecretProvider), null));
        return session;
    }
}
