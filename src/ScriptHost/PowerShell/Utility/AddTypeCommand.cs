using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Loads .NET assemblies. Source code is not compiled: this engine has no compiler.</summary>
[Cmdlet(VerbsCommon.Add, "Type", DefaultParameterSetName = "FromSource")]
[OutputType(typeof(Type))]
public sealed class AddTypeCommand : PSCmdlet
{
    /// <summary>Source code, which is refused.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromSource")]
    public string? TypeDefinition { get; set; }

    /// <summary>Name of a class around members, which are refused.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromMember")]
    public string? Name { get; set; }

    /// <summary>Source code of members, which is refused.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "FromMember")]
    public string[]? MemberDefinition { get; set; }

    /// <summary>Name space of the class.</summary>
    [Parameter(ParameterSetName = "FromMember")]
    [Alias("NS")]
    public string? Namespace { get; set; }

    /// <summary>Assemblies in files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromPath")]
    public string[]? Path { get; set; }

    /// <summary>Assemblies in files, their paths taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Assemblies by name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "FromAssemblyName")]
    [Alias("AN")]
    public string[]? AssemblyName { get; set; }

    /// <summary>Writes the types of the assemblies.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (TypeDefinition is not null || MemberDefinition is not null)
            RefuseSource();
        foreach (var name in AssemblyName ?? [])
            Load(name, () => ByName(name));
        foreach (var path in LiteralPath ?? Path ?? [])
        {
            foreach (var file in SourceFile.Resolve(this, path, LiteralPath is not null))
            {
                if (!System.IO.Path.GetExtension(file).Equals(".dll", StringComparison.OrdinalIgnoreCase))
                    RefuseSource();
                Load(file, () => Assembly.LoadFrom(file));
            }
        }
    }

    private static Assembly ByName(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => string.Equals(loaded.GetName().Name, name, StringComparison.OrdinalIgnoreCase)) ?? Assembly.Load(new AssemblyName(name));

    private void Load(string name, Func<Assembly> load)
    {
        try
        {
            var assembly = load();
            if (PassThru)
                WriteObject(assembly.GetExportedTypes(), enumerateCollection: true);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new IOException($"Cannot find or load the assembly '{name}': {e.Message}", e), "ASSEMBLY_LOAD_ERROR,AddType", ErrorCategory.InvalidData, name));
        }
    }

    private void RefuseSource() => ThrowTerminatingError(new ErrorRecord(
        new PSNotSupportedException("The embedded engine does not compile source code. Load a compiled assembly with -Path or -AssemblyName, write a PowerShell class, or run the script in an environment with pwsh."),
        "SourceCodeNotSupported", ErrorCategory.NotImplemented, null));
}
