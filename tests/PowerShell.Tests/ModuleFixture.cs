using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Universal.PowerShell.Declaring;
using PS = System.Management.Automation.PowerShell;

namespace Universal.PowerShell.Tests;

/// <summary>A runspace with the module, as the script host ships it.</summary>
public sealed class ModuleFixture : IDisposable
{
    public ModuleFixture() : this(null)
    {
    }

    private ModuleFixture(IDeclarationSink? sink)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var session = InitialSessionState.CreateDefault2();
        session.ImportPSModule(Path.Combine(ModuleFolder, "Universal.psd1"));
        if (sink is not null)
            session.Variables.Add(new SessionStateVariableEntry(DeclaringMode.Variable, sink, "", ScopedItemOptions.Constant | ScopedItemOptions.AllScope));
        Runspace = RunspaceFactory.CreateRunspace(session);
        Runspace.Open();
    }

    /// <summary>A runspace in declaring mode.</summary>
    public static ModuleFixture Declaring(IDeclarationSink sink) => new(sink);

    public Runspace Runspace { get; }

    public static string ModuleFolder { get; } = Path.Combine(AppContext.BaseDirectory, "scripthost", "Modules", "Universal");

    public IReadOnlyList<CmdletInfo> Cmdlets() =>
        [.. Run("Get-Command -Module Universal -CommandType Cmdlet").Output.Select(command => (CmdletInfo)command.BaseObject)];

    /// <summary>Runs a script; errors do not end it unless they end it in PowerShell.</summary>
    public ModuleRun Run(string script)
    {
        using var powerShell = PS.Create(Runspace);
        powerShell.AddScript(script);
        Collection<PSObject> output = [];
        ErrorRecord? end = null;
        try
        {
            output = powerShell.Invoke();
        }
        catch (RuntimeException e)
        {
            end = e.ErrorRecord;
        }

        var errors = powerShell.Streams.Error.ToList();
        if (end is not null) errors.Add(end);
        return new ModuleRun(output, errors, [.. powerShell.Streams.Warning.Select(warning => warning.Message)]);
    }

    public void Dispose() => Runspace.Dispose();
}

/// <summary>What a script gave.</summary>
public sealed record ModuleRun(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>The output, when there were no errors.</summary>
    public IReadOnlyList<PSObject> Sound()
    {
        Assert.Empty(Errors.Select(error => error.ToString()));
        return Output;
    }
}
