using System.Text.Json;

namespace Universal.Repository.Catalogue;

/// <summary>Makes environments of what <c>New-PSUEnvironment</c> declares.</summary>
internal static class EnvironmentDeclarations
{
    // Each script has a process of its own here, so there is nothing to keep, to recycle or to pool.
    private static readonly string[] WithoutEffect =
    [
        "DisableImplicitWinCompat", "EnableDebugger", "HighPerformanceRunspacePool", "MaxRunspaces", "MaxVirtualMemory", "PersistentRunspace",
        "RecycleSchedule", "RunspaceRecycling",
    ];

    private static readonly string[] OfPowerShell = ["Modules", "PSModulePath", "StartupScript", "ProcessStartupScript"];

    // What people write who want the PowerShell of the platform itself.
    private static readonly string[] NoProgram = ["", "none", "integrated", "agent", "universal.server", "universal.server.exe", "universal.agent", "universal.agent.exe"];

    /// <summary>The declared environments, also those that this machine cannot have. What is not in force is added to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<EnvironmentDefinition> Read(ConfigurationDocument configuration, List<CatalogueFault> faults) =>
        Read(configuration, OperatingSystem.IsWindows(), faults);

    internal static IReadOnlyList<EnvironmentDefinition> Read(ConfigurationDocument configuration, bool windows, List<CatalogueFault> faults)
    {
        var variables = new VariableDeclarations(configuration);
        return
        [
            .. configuration.Declarations.Where(declaration => declaration.Kind == CatalogueKinds.Environment)
                .Select(declaration => Read(declaration, variables, windows, faults)).OfType<EnvironmentDefinition>(),
        ];
    }

    private static EnvironmentDefinition? Read(Declaration declaration, VariableDeclarations variables, bool windows, List<CatalogueFault> faults)
    {
        if ((declaration.Text("Name") ?? declaration.Name) is not { } name || string.IsNullOrWhiteSpace(name))
        {
            Fault("the environment has neither a -Name nor a -Version to be named by.", FaultSeverity.Error);
            return null;
        }

        var path = declaration.Text("Path")?.Trim();
        if (path is not null && NoProgram.Contains(path, StringComparer.OrdinalIgnoreCase)) path = null;
        var program = path is null ? null : WindowsOnly.ProgramName(path);
        if (!windows && program is ("pwsh" or "pwsh-preview") && WindowsOnly.IsPath(path!))
        {
            // PowerShell 7 is on every system; only its place differs.
            Fault($"the program of \"{name}\", '{path}', is a path of Windows; this node's own PowerShell runs its scripts.", FaultSeverity.Warning);
            path = program;
        }

        var windowsOnly = WindowsOnly.Reason(name, declaration.Text("Type"), path);
        var unavailable = windows ? null : windowsOnly;
        if (unavailable is not null) Fault($"\"{name}\" is not available on this node. {unavailable}", FaultSeverity.Refused);
        if (RunAs.NameOf(declaration.Text("Credential")) is { } credential)
        {
            // A job under another account than the one that was asked for would be worse than none.
            unavailable ??= RunAs.Refusal(credential, windows);
            Fault($"\"{name}\" is not available. {RunAs.Refusal(credential, windows)}", FaultSeverity.Refused);
        }

        var arguments = CommandLine.Split(declaration.Text("Arguments") ?? "");
        // Who says where the script stands among the arguments wants just that command.
        var plain = declaration.IsTrue("Minimal") || arguments.Any(argument => argument.Contains(EnvironmentDefinition.ScriptPath, StringComparison.Ordinal)) || program is not (null or "pwsh" or "pwsh-preview" or "powershell");
        if (plain && path is null)
        {
            Fault($"\"{name}\" is to run a program and has no -Path to one.", FaultSeverity.Error);
            return null;
        }

        if (windows && windowsOnly is not null && program is null or "powershell")
        {
            // Windows PowerShell cannot load the module, so its scripts run without it.
            path ??= "powershell.exe";
            plain = true;
        }

        foreach (var parameter in WithoutEffect.Concat(plain ? OfPowerShell : []).Where(declaration.Gives))
            Fault($"-{parameter} of \"{name}\" has no effect{(plain && OfPowerShell.Contains(parameter) ? ": it is a program of its own" : " in this version")}.", FaultSeverity.Warning);
        if (!plain && arguments.Count > 0 && unavailable is null)
            Fault($"-Arguments of \"{name}\" reach an installed pwsh only; the PowerShell that Universal brings along takes none.", FaultSeverity.Warning);
        return new EnvironmentDefinition
        {
            Name = name,
            Description = declaration.Text("Description"),
            Version = declaration.Text("Version"),
            Kind = plain ? EnvironmentKind.Program : EnvironmentKind.PowerShell,
            Path = path,
            Arguments = arguments,
            Modules = plain ? [] : declaration.Texts("Modules"),
            ModuleFolders = plain ? [] : declaration.Texts("PSModulePath"),
            StartupScripts = plain ? [] : [.. declaration.Texts("ProcessStartupScript"), .. declaration.Texts("StartupScript")],
            VariableNames = declaration.Gives("Variables") ? declaration.Texts("Variables") : null,
            Variables = variables.For(name, declaration.Texts("Variables"), missing =>
                Fault($"-Variables of \"{name}\": the repository declares no variable '{missing}'; it is there only when the database has it.", FaultSeverity.Warning)),
            Unavailable = unavailable,
        };

        void Fault(string message, FaultSeverity severity) => faults.Add(new CatalogueFault(declaration.File, declaration.Line, message, severity));
    }
}
