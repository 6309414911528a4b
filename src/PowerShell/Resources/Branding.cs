using System.Collections;
using Universal.PowerShell.Declaring;

namespace Universal.PowerShell.Resources;

/// <summary>How the pages look, as settings hold it: the parameters of <c>New-PSUBranding</c> by name.</summary>
/// <param name="values">The parameters.</param>
public sealed class Branding(Hashtable values) : Resource
{
    /// <inheritdoc />
    public override object? ToValue() => PlainValue.Of(values);
}
