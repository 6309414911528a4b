using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The current location.</summary>
[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
public sealed class GetLocationCommand : ProviderCommandBase
{
    /// <summary>The location on this provider.</summary>
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    /// <summary>The location on this drive.</summary>
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSDrive { get; set; }

    /// <summary>The locations that were pushed.</summary>
    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    /// <summary>Names of stacks.</summary>
    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[]? StackName { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Stack")
        {
            foreach (var name in StackName ?? [""])
                Attempt(() => WriteObject(SessionState.Path.LocationStack(name)));
        }
        else if (PSDrive is not null)
        {
            foreach (var drive in PSDrive)
                Attempt(() => WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath($"{SessionState.Drive.Get(drive).Name}:"), enumerateCollection: true));
        }
        else if (PSProvider is not null)
        {
            foreach (var provider in PSProvider)
                Attempt(() => WriteObject(SessionState.Path.CurrentProviderLocation(provider)));
        }
        else
        {
            WriteObject(SessionState.Path.CurrentLocation);
        }
    }
}
