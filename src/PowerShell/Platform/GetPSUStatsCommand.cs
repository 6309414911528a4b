using System.Management.Automation;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Platform;

/// <summary>Gets figures about the cluster.</summary>
[Cmdlet(VerbsCommon.Get, "PSUStats")]
[OutputType(typeof(PSObject))]
public sealed class GetPSUStatsCommand : ServerActionCmdlet
{
    private protected override string Route => "stats";
}
