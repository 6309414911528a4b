using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// The exception by which a command ends the commands before it without ending the pipeline. The engine has it, but does not publish it.
/// </summary>
internal static class UpstreamStop
{
    private static readonly Type Stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;

    /// <summary>Makes it. The command must have written its output before.</summary>
    public static Exception Create(PSCmdlet requester) => (Exception)Activator.CreateInstance(
        Stop, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [requester], null)!;
}
