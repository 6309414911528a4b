using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The drives of the session.</summary>
[Cmdlet(VerbsCommon.Get, "PSDrive", DefaultParameterSetName = "Name")]
[OutputType(typeof(PSDriveInfo))]
public sealed class GetPSDriveCommand : ProviderCommandBase
{
    /// <summary>Names, with wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? Name { get; set; }

    /// <summary>Names, taken as they are.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralName")]
    public string[]? LiteralName { get; set; }

    /// <summary>The scope: <c>Global</c>, <c>Local</c>, <c>Script</c> or a number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    /// <summary>Only drives of these providers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var name in LiteralName ?? (Name is { Length: > 0 } ? Name : ["*"]))
        {
            var pattern = WildcardPattern.Get(LiteralName is null ? name : WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
            var drives = (Scope is null ? SessionState.Drive.GetAll() : SessionState.Drive.GetAllAtScope(Scope))
                .Where(drive => pattern.IsMatch(drive.Name) && (PSProvider is null || PSProvider.Any(wanted => IsOf(drive, wanted))))
                .OrderBy(drive => drive.Name, StringComparer.OrdinalIgnoreCase).ToArray();
            WriteObject(drives, enumerateCollection: true);
            if (drives.Length == 0 && (LiteralName is not null || !WildcardPattern.ContainsWildcardCharacters(name)))
            {
                WriteError(new ErrorRecord(
                    new System.Management.Automation.DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist."),
                    "GetLocationNoMatchingDrive", ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    private static bool IsOf(PSDriveInfo drive, string provider) =>
        WildcardPattern.Get(provider, WildcardOptions.IgnoreCase) is var pattern && (pattern.IsMatch(drive.Provider.Name) || pattern.IsMatch($"{drive.Provider.ModuleName}\\{drive.Provider.Name}"));
}
