using System.Globalization;
using System.Management.Automation;

namespace Universal.PowerShell.Resources;

/// <summary>
/// Makes an int a long before PowerShell chooses among the parameters of a position. Otherwise <c>Get-PSUScript 7</c> is ambiguous: 7 is
/// no long, and could become a name as well as a number.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ((inputData as PSObject)?.BaseObject ?? inputData) is int or short or byte
            ? Convert.ToInt64((inputData as PSObject)?.BaseObject ?? inputData, CultureInfo.InvariantCulture)
            : inputData;
}
