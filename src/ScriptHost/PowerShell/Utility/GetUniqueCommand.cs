using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Leaves out what is the same as the object before it. The input should be sorted.</summary>
[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
public sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? _last;

    /// <summary>The objects.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Compares objects by their text.</summary>
    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    /// <summary>Compares objects by their type only.</summary>
    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    /// <summary>Ignores the case of letters.</summary>
    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is not { } input)
            return;
        if (_last is null || !IsSame(_last, input))
            WriteObject(input);
        _last = input;
    }

    private bool IsSame(PSObject last, PSObject next)
    {
        if (OnType)
            return last.TypeNames[0].Equals(next.TypeNames[0], StringComparison.OrdinalIgnoreCase);
        if (AsString)
            return string.Equals(last.ToString(), next.ToString(), CaseInsensitive ? StringComparison.CurrentCultureIgnoreCase : StringComparison.CurrentCulture);
        return new ObjectComparer(!CaseInsensitive, null).Compare(last, next) == 0;
    }
}
