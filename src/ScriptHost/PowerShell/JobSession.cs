using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using Universal.PowerShell.Jobs;
using Universal.PowerShell.Variables;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Puts into a runspace what a script finds there. The runspace is the script's alone, so that nothing of another job can be in it.</summary>
internal static class JobSession
{
    /// <summary>What runs before the script, with the modules and startup scripts as its arguments. Its errors count as the script's.</summary>
    public const string Prepare = """
        param($__modules, $__scripts)
        foreach ($__item in $__modules) { Import-Module -Name $__item -Scope Global -ErrorAction Continue }
        foreach ($__item in $__scripts) { . $__item; if (-not $? -and $null -ne $LASTEXITCODE) { exit $LASTEXITCODE } }
        Remove-Variable __item, __modules, __scripts -ErrorAction Ignore
        """;

    /// <summary>Sets the variables.</summary>
    /// <exception cref="JsonException">What the environment gives is no JSON object.</exception>
    public static void Enter(Runspace runspace, PowerShellSession session)
    {
        var variables = runspace.SessionStateProxy.PSVariable;
        foreach (var (name, value) in JsonParameters.Read(session.Variables))
            SetUnlessGuarded(variables, name, SessionValue.Of(value, session.VariableTypes.GetValueOrDefault(name)));
        variables.Set("PROFILE", Profile());
        variables.Set("PSUEnvironment", session.Environment);
        variables.Set("Repository", session.Repository);
        variables.Set(new LazyVariable("UAJob", () => JobObjects.Job(session.Job)));
        variables.Set(new LazyVariable("UAJobId", () => NumberOf(session.Job)));
        variables.Set(new LazyVariable("UAScript", () => JobObjects.Script(session.Script)));
        variables.Set(new LazyVariable("UAScriptId", () => NumberOf(session.Script)));
        // There for scripts that ask whether a schedule started them, under strict mode too.
        if (session.Schedule is not { } schedule)
        {
            variables.Set("UASchedule", null);
            variables.Set("UAScheduleId", null);
        }
        else
        {
            variables.Set(new LazyVariable("UASchedule", () => JobObjects.Schedule(schedule)));
            variables.Set(new LazyVariable("UAScheduleId", () => NumberOf(schedule)));
        }

        if (session.ModuleFolders.Count == 0)
            return;
        string?[] folders = [.. session.ModuleFolders, Environment.GetEnvironmentVariable("PSModulePath")];
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, folders.Where(folder => !string.IsNullOrEmpty(folder))));
    }

    // As in a terminal; nothing is run from there.
    private static PSObject Profile()
    {
        const string AllHosts = "profile.ps1";
        const string ThisHost = "Universal_profile.ps1";
        var ofUser = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "powershell");
        var profile = new PSObject(Path.Combine(ofUser, ThisHost));
        profile.Properties.Add(new PSNoteProperty("AllUsersAllHosts", Path.Combine(AppContext.BaseDirectory, AllHosts)));
        profile.Properties.Add(new PSNoteProperty("AllUsersCurrentHost", Path.Combine(AppContext.BaseDirectory, ThisHost)));
        profile.Properties.Add(new PSNoteProperty("CurrentUserAllHosts", Path.Combine(ofUser, AllHosts)));
        profile.Properties.Add(new PSNoteProperty("CurrentUserCurrentHost", Path.Combine(ofUser, ThisHost)));
        return profile;
    }

    // A variable of the platform that has the name of one that PowerShell guards is not there; it must not keep scripts from running.
    private static void SetUnlessGuarded(PSVariableIntrinsics variables, string name, object? value)
    {
        try
        {
            variables.Set(name, value);
        }
        catch (SessionStateException)
        {
            // PowerShell's own stays.
        }
    }

    private static object NumberOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("id").GetInt64();
    }
}
