using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The time zone of this machine, or others.</summary>
[Cmdlet(VerbsCommon.Get, "TimeZone", DefaultParameterSetName = "Name")]
[OutputType(typeof(TimeZoneInfo))]
[Alias("gtz")]
public sealed class GetTimeZoneCommand : PSCmdlet
{
    /// <summary>Identifiers.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    public string[]? Id { get; set; }

    /// <summary>All that the machine knows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ListAvailable")]
    public SwitchParameter ListAvailable { get; set; }

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    public string[]? Name { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ListAvailable)
            WriteObject(TimeZoneInfo.GetSystemTimeZones(), enumerateCollection: true);
        else if (Id is null && Name is null)
            WriteObject(TimeZoneInfo.Local);
        foreach (var id in Id ?? [])
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
                WriteObject(zone);
            else
                NotFound($"The time zone ID '{id}' was not found on the local computer.", id);
        }

        foreach (var name in Name ?? [])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = TimeZoneInfo.GetSystemTimeZones().Where(zone => pattern.IsMatch(zone.StandardName) || pattern.IsMatch(zone.DaylightName)).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                NotFound($"The time zone name '{name}' was not found on the local computer.", name);
        }
    }

    private void NotFound(string message, string target) =>
        WriteError(new ErrorRecord(new TimeZoneNotFoundException(message), "TimeZoneNotFound", ErrorCategory.ObjectNotFound, target));
}
