using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What an object is sorted or grouped by: the values of the properties, in their order.</summary>
internal readonly record struct SortKey(PSObject Object, (bool Exists, object? Value)[] Values)
{
    /// <summary>Reads the values.</summary>
    public static SortKey Of(PSObject from, PropertySelector[] properties)
    {
        if (properties.Length == 0)
            return new(from, [(true, from)]);
        return new(from, [.. properties.SelectMany(property =>
        {
            (bool, object?)[] values = [.. property.Values(from).Select(found => (true, found.Value))];
            return values.Length == 0 ? [(false, null)] : values;
        })]);
    }
}
