using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The current culture, or others.</summary>
[Cmdlet(VerbsCommon.Get, "Culture", DefaultParameterSetName = "CurrentCulture")]
[OutputType(typeof(CultureInfo))]
public sealed class GetCultureCommand : PSCmdlet
{
    /// <summary>Without what a user set otherwise.</summary>
    [Parameter(ParameterSetName = "CurrentCulture")]
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter NoUserOverrides { get; set; }

    /// <summary>Names.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Name")]
    public string[]? Name { get; set; }

    /// <summary>All.</summary>
    [Parameter(ParameterSetName = "ListAvailable")]
    public SwitchParameter ListAvailable { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ListAvailable)
            WriteObject(CultureInfo.GetCultures(CultureTypes.AllCultures), enumerateCollection: true);
        else if (Name is null)
            WriteObject(Host.CurrentCulture);
        foreach (var name in Name ?? [])
        {
            try
            {
                WriteObject(CultureInfo.GetCultureInfo(name));
            }
            catch (CultureNotFoundException e)
            {
                WriteError(new ErrorRecord(e, "ItemNotFoundException", ErrorCategory.ObjectNotFound, name));
            }
        }
    }
}
