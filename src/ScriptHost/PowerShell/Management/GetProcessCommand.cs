using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The processes of this machine.</summary>
[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process), typeof(ProcessModule), typeof(FileVersionInfo))]
public sealed class GetProcessCommand : ProcessCommandBase
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ProcessName")]
    public string[]? Name { get; set; }

    /// <summary>Numbers.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [Alias("PID")]
    public int[]? Id { get; set; }

    /// <summary>Processes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public Process[]? InputObject { get; set; }

    /// <summary>Writes the modules that the processes have loaded.</summary>
    [Parameter]
    public SwitchParameter Module { get; set; }

    /// <summary>Writes the versions of the processes' files.</summary>
    [Parameter]
    [Alias("FV", "FVI")]
    public SwitchParameter FileVersionInfo { get; set; }

    /// <summary>Adds the user of each process, on Windows.</summary>
    [Parameter]
    public SwitchParameter IncludeUserName { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var process in Find(ParameterSetName == "Name" ? Name ?? ["*"] : null, Id, InputObject))
        {
            try
            {
                if (Module)
                    WriteObject(process.Modules, enumerateCollection: true);
                else if (FileVersionInfo)
                    WriteObject(process.MainModule?.FileVersionInfo);
                else
                    WriteObject(process);
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException)
            {
                WriteError(new ErrorRecord(
                    new ProcessCommandException($"Cannot enumerate the modules of the \"{NameOf(process)}\" process.", e), "CouldNotEnumerateModules", ErrorCategory.PermissionDenied, process));
            }
        }
    }
}
