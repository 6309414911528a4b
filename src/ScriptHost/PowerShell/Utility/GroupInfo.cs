using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Objects with the same value, as <c>Group-Object</c> writes them.</summary>
public class GroupInfo
{
    internal GroupInfo(SortKey key)
    {
        Values = [.. key.Values.Select(value => value.Value)];
        Name = string.Join(", ", key.Values.Select(value => value.Value is null ? "" : PSObject.AsPSObject(value.Value).ToString()));
    }

    /// <summary>The objects.</summary>
    public Collection<PSObject> Group { get; } = [];

    /// <summary>How many they are.</summary>
    public int Count { get; private protected set; }

    /// <summary>The value as text.</summary>
    public string Name { get; }

    /// <summary>The values, one for each property.</summary>
    public System.Collections.ArrayList Values { get; }

    internal virtual void Add(PSObject value)
    {
        Group.Add(value);
        Count++;
    }
}
