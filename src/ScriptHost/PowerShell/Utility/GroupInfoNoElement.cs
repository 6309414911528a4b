using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>How many objects have the same value.</summary>
public sealed class GroupInfoNoElement : GroupInfo
{
    internal GroupInfoNoElement(SortKey key) : base(key)
    {
    }

    internal override void Add(PSObject value) => Count++;
}
