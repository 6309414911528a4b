using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Platform;

/// <summary>Gets the name, version and state of the server that answers.</summary>
[Cmdlet(VerbsCommon.Get, "PSUInformation")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUInformationCommand : ServerActionCmdlet
{
    private protected override string Route => "status";
}
