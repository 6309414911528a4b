using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Universal.PowerShell.Jobs;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Puts into a runspace what a script finds there. The runspace is the script's alone, so that nothing of another job can be in it.</summary>
internal static class JobSession
{
    /// <summary>What runs before the script, with the modules and startup scripts as its arguments. Its errors count as the script's.</summary>
    public const string Prepare = """
        param($__modules, $__scripts)
        foreach ($__item in $__modules) { Import-Module -Name $__item -Scope Global -ErrorAction Continue }
        foreach ($__item in $__scripts) { . $__item }
        Remove-Variable __item, __modules, __scripts -ErrorAction Ignore
        """;

    /// <summary>Sets the variables.</summary>
    /// <exception cref="System.Text.Json.JsonException">What the environment gives is no JSON object.</exception>
    public static void Enter(Runspace runspace, PowerShellSession session)
    {
        var variables = runspace.SessionStateProxy.PSVariable;
        foreach (var (name, value) in JsonParameters.Read(session.Variables))
            variables.Set(name, value);
        foreach (var variable in JobVariables.Of(session.Environment, session.Repository, session.Job, session.Script))
            variables.Set(variable);
        if (session.ModuleFolders.Count == 0)
            return;
        string?[] folders = [.. session.ModuleFolders, Environment.GetEnvironmentVariable("PSModulePath")];
        Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, folders.Where(folder => !string.IsNullOrEmpty(folder))));
    }
}
