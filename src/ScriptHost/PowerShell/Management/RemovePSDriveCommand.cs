using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes drives. What they stood for stays.</summary>
[Cmdlet(VerbsCommon.Remove, "PSDrive", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
public sealed class RemovePSDriveCommand : ProviderCommandBase
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? Name { get; set; }

    /// <summary>Names, taken as they are.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralName")]
    public string[]? LiteralName { get; set; }

    /// <summary>Only drives of these providers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    /// <summary>Also the drive of the current location.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var name in LiteralName ?? Name ?? [])
        {
            var pattern = WildcardPattern.Get(LiteralName is null ? name : WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
            var drives = SessionState.Drive.GetAll()
                .Where(drive => pattern.IsMatch(drive.Name) && (PSProvider is null || PSProvider.Contains(drive.Provider.Name, StringComparer.OrdinalIgnoreCase))).ToArray();
            if (drives.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new System.Management.Automation.DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist."),
                    "DriveNotFound", ErrorCategory.ObjectNotFound, name));
            }

            foreach (var drive in drives)
            {
                if (ShouldProcess($"Name: {drive.Name} Provider: {drive.Provider.Name} Root: {drive.Root}", "Remove Drive"))
                    Attempt(() => SessionState.Drive.Remove(drive.Name, Force, Scope));
            }
        }
    }
}
